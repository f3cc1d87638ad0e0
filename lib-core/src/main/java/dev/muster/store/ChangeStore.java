package dev.muster.store;

import dev.muster.name.ChangeId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * <strong>SPI.</strong> The outbox: changes of organizations through Muster that are under way, in
 * the database of the mirror, of the tokens and of the register. Safe for many threads and many
 * nodes; may block on I/O; holds no connection after it returned.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Each subject, an organization or a user, has an epoch that every begin and every finish of a
 * change about it raises. A change begins only at the epochs that were read before, so what was
 * found out between is still so, but for what others did without Muster. Each method is one atomic
 * step over all the tables that it says it writes; a change that began stays until it is finished.
 */
public interface ChangeStore {
  /**
   * Reads a subject's epoch, which stands from now on, and the changes about it that are under way.
   *
   * @param subject of what
   * @return where it stands, to be read before the provider is asked
   * @throws StoreException if the store can't answer
   */
  Standing standing(Subject subject);

  /**
   * Begins a change other than a removal. Its subjects are the organization of its key, or its
   * organization, or for a {@link Change.Creation} its holder; and those of {@code seen}.
   *
   * @param change the change
   * @param seen what was read before, each subject once
   * @param due after which time others may take it up
   * @return whether it began; repeated with the same id, it did
   * @throws IllegalArgumentException if the change is a removal, or {@code seen} lacks its subject
   * @throws StoreException if the store can't answer; whether it began is then unknown
   */
  Beginning begin(Change change, List<Standing> seen, Duration due);

  /**
   * Begins a removal: the change, the intent tombstone in the mirror and the suspension of the
   * member's tokens, in one step.
   *
   * @param removal the change
   * @param tombstone the first step of the removal in the mirror, under the change's id
   * @param seen what was read before, each subject once, the organization among them
   * @param due after which time others may take it up
   * @return whether it began; {@link Beginning#MOVED} also where the mirror's key moved
   * @throws IllegalArgumentException if the parts don't belong together
   * @throws StoreException if the store can't answer; whether it began is then unknown
   */
  Beginning begin(
      Change.Removal removal, RemovalStep.Begin tombstone, List<Standing> seen, Duration due);

  /**
   * Finishes a change. Done, a removal confirms its tombstone and revokes the member's tokens; a
   * deletion ends the organization in the register and all its memberships in the mirror, and
   * revokes all its tokens. Undone, a removal undoes its tombstone and resumes the tokens. Of other
   * changes only the record goes.
   *
   * @param change which
   * @param end how it ended
   * @return the mirror's epoch of each key that was written; empty also if no such change is under
   *     way
   * @throws StoreException if the store can't answer; whether it was finished is then unknown
   */
  Map<MembershipKey, Long> finish(ChangeId change, End end);

  /**
   * Takes up changes that are due, so that for a while nobody else does.
   *
   * @param provider the provider instance
   * @param again after which time they are due again
   * @param most how many at most
   * @return the changes, the longest due first
   * @throws StoreException if the store can't answer
   */
  List<Change> takeDue(ProviderInstance provider, Duration again, int most);

  /** What has an epoch. */
  sealed interface Subject {
    /**
     * The subject that every begin of a change compares.
     *
     * @param change the change
     * @return the organization that is changed, or who will own one that is being created
     */
    static Subject of(Change change) {
      if (change instanceof Change.Creation creation) {
        return new OfUser(creation.provider(), creation.holder());
      }
      if (change instanceof Change.Deletion deletion) {
        return new OfOrganization(deletion.provider(), deletion.organization());
      }
      MembershipKey key =
          change instanceof Change.Removal removal
              ? removal.key()
              : change instanceof Change.RoleChange role
                  ? role.key()
                  : ((Change.Joining) change).key();
      return new OfOrganization(key.provider(), key.organization());
    }

    /**
     * An organization: its members, their roles and its life.
     *
     * @param provider the provider instance
     * @param organization the organization
     */
    record OfOrganization(ProviderInstance provider, OrganizationId organization)
        implements Subject {
      /** Checks the parts. */
      public OfOrganization {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(organization, "organization");
      }
    }

    /**
     * A user: the organizations that are or will be the user's own.
     *
     * @param provider the provider instance
     * @param user the user
     */
    record OfUser(ProviderInstance provider, UserId user) implements Subject {
      /** Checks the parts. */
      public OfUser {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(user, "user");
      }
    }
  }

  /**
   * Where a subject stands.
   *
   * @param subject what
   * @param epoch its epoch
   * @param open the changes about it that are under way; copied
   */
  record Standing(Subject subject, long epoch, List<Change> open) {
    /** Checks and copies. */
    public Standing {
      Objects.requireNonNull(subject, "subject");
      open = List.copyOf(open);
    }
  }

  /** Whether a change began. */
  enum Beginning {
    /** It is under way. */
    BEGUN,
    /** Something moved since it was read: read again. */
    MOVED,
    /** The mirror knows better: another removal is in progress, or the membership has ended. */
    REFUSED
  }

  /** How a change ended. */
  enum End {
    /** The provider has made it. */
    DONE,
    /** The provider refused it, definitely, or had not made it when it was given up. */
    UNDONE
  }
}
