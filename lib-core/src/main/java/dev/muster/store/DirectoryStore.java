package dev.muster.store;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * <strong>SPI.</strong> The host's own register of slugs: of organizations, with their mirrored
 * names, and of people. Safe for many threads and many nodes; may block on I/O.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A slug names at most one organization or one user of one provider instance, at every moment
 * and under any concurrency. An organization and a user have at most one slug each. An organization
 * that was ended never comes back, whatever is written about it later.
 */
public interface DirectoryStore {
  /**
   * Finds whose a slug is, in one read.
   *
   * @param provider the provider instance
   * @param slug the slug
   * @return the owner, or empty if nobody has this slug (a slug only reserved is nobody's yet)
   * @throws StoreException if the store can't answer
   */
  Optional<Owner> findBySlug(ProviderInstance provider, OrganizationSlug slug);

  /**
   * Finds an organization.
   *
   * @param provider the provider instance
   * @param organization its id
   * @return the entry, or empty if it is not mirrored
   * @throws StoreException if the store can't answer
   */
  Optional<Entry> find(ProviderInstance provider, OrganizationId organization);

  /**
   * Finds the slug of a user.
   *
   * @param provider the provider instance
   * @param user whose
   * @return the slug, or empty if the user has none
   * @throws StoreException if the store can't answer
   */
  Optional<OrganizationSlug> findPersonal(ProviderInstance provider, UserId user);

  /**
   * Finds the slug of a user and organizations, in one read.
   *
   * @param provider the provider instance
   * @param user whose slug
   * @param organizations their ids; may be none
   * @return what is there of it
   * @throws StoreException if the store can't answer
   */
  Listing list(ProviderInstance provider, UserId user, Set<OrganizationId> organizations);

  /**
   * Finds an organization on behalf of one of its members, and hands the job of asking the provider
   * again to one visitor a period, whatever node it comes from.
   *
   * @param provider the provider instance
   * @param organization its id
   * @param period how old what the provider stated may be, by the store's own clock; not negative
   * @return the entry, and whether this visitor shall refresh it; empty if it is not mirrored
   * @throws StoreException if the store can't answer
   */
  Optional<Visit> visit(ProviderInstance provider, OrganizationId organization, Duration period);

  /**
   * Writes what the provider states now about a mirrored organization. Its slug stays.
   *
   * @param provider the provider instance
   * @param organization as stated
   * @return false if it is not mirrored, or nothing differs
   * @throws StoreException if the store can't answer
   */
  boolean update(ProviderInstance provider, Organization organization);

  /**
   * Mirrors an organization, if neither it nor the slug is there yet.
   *
   * @param provider the provider instance
   * @param entry the organization with the slug it shall have
   * @return false if the organization or the slug is there already, or the organization has ended;
   *     nothing is written then
   * @throws StoreException if the store can't answer
   */
  boolean add(ProviderInstance provider, Entry entry);

  /**
   * Reserves a slug for an organization that its holder is about to create. The same holder asking
   * again gets the same answer, so that a creation that was cut off can go on.
   *
   * @param provider the provider instance
   * @param slug the slug
   * @param holder who creates
   * @param externalId the key of this creation; kept if the reservation is new
   * @return reserved, created (by the same holder, before), or taken
   * @throws StoreException if the store can't answer
   */
  Reservation reserve(
      ProviderInstance provider, OrganizationSlug slug, UserId holder, String externalId);

  /**
   * Gives a reserved slug its organization. Doing it again changes nothing.
   *
   * @param provider the provider instance
   * @param slug the reserved slug
   * @param externalId the key of the reservation
   * @param organization the organization, as the provider made it
   * @return false if no such reservation stands, or the organization has ended
   * @throws StoreException if the store can't answer
   */
  boolean complete(
      ProviderInstance provider,
      OrganizationSlug slug,
      String externalId,
      Organization organization);

  /**
   * Gives a reserved slug back, if it is still only reserved under this key.
   *
   * @param provider the provider instance
   * @param slug the slug
   * @param externalId the key of the reservation
   * @throws StoreException if the store can't answer
   */
  void release(ProviderInstance provider, OrganizationSlug slug, String externalId);

  /**
   * Gives a mirrored organization another slug. The one it had is free at once, and whoever created
   * it under that one is as anybody to the new one. To the slug that it has, nothing changes.
   *
   * @param provider the provider instance
   * @param organization its id
   * @param slug the slug it shall have
   * @return renamed, taken, or unknown if it is not mirrored; nothing is written but for the first
   * @throws StoreException if the store can't answer
   */
  Renaming rename(ProviderInstance provider, OrganizationId organization, OrganizationSlug slug);

  /**
   * Gives a user a slug, the first one or another. The one that the user had is free at once.
   *
   * @param provider the provider instance
   * @param user whose
   * @param slug the slug that the user shall have
   * @return renamed or taken; nothing is written but for the first
   * @throws StoreException if the store can't answer
   */
  Renaming renamePersonal(ProviderInstance provider, UserId user, OrganizationSlug slug);

  /**
   * Ends an organization, also one that was never mirrored: it is not found any more, its slug is
   * free, and nothing brings its id back. Doing it again changes nothing.
   *
   * @param provider the provider instance
   * @param organization its id
   * @return false if it had ended before
   * @throws StoreException if the store can't answer
   */
  boolean end(ProviderInstance provider, OrganizationId organization);

  /**
   * Whether an organization has ended here.
   *
   * @param provider the provider instance
   * @param organization its id
   * @return true after {@link #end}, for ever
   * @throws StoreException if the store can't answer
   */
  boolean hasEnded(ProviderInstance provider, OrganizationId organization);

  /**
   * A mirrored organization.
   *
   * @param organization as the provider last stated it
   * @param slug its slug here
   */
  record Entry(Organization organization, OrganizationSlug slug) {
    /** Checks the parts. */
    public Entry {
      Objects.requireNonNull(organization, "organization");
      Objects.requireNonNull(slug, "slug");
    }
  }

  /** Whose a slug is. */
  sealed interface Owner {
    /**
     * A mirrored organization's.
     *
     * @param entry the organization
     */
    record OfOrganization(Entry entry) implements Owner {
      /** Checks the entry. */
      public OfOrganization {
        Objects.requireNonNull(entry, "entry");
      }
    }

    /**
     * A user's own.
     *
     * @param user the user
     */
    record OfUser(UserId user) implements Owner {
      /** Checks the user. */
      public OfUser {
        Objects.requireNonNull(user, "user");
      }
    }

    /**
     * The organization, if it is one's.
     *
     * @return empty for a user
     */
    default Optional<Entry> organization() {
      return this instanceof OfOrganization of ? Optional.of(of.entry()) : Optional.empty();
    }
  }

  /**
   * The names that a user's scopes have here.
   *
   * @param personal the user's own slug, or null for none
   * @param organizations those that are mirrored, in no order
   */
  record Listing(@Nullable OrganizationSlug personal, List<Entry> organizations) {
    /** Copies. */
    public Listing {
      organizations = List.copyOf(organizations);
    }
  }

  /** What became of a change of slug. */
  enum Renaming {
    /** It has the slug now. */
    RENAMED,
    /** The slug is somebody else's, or reserved for somebody. */
    TAKEN,
    /** There is no such organization here. */
    UNKNOWN
  }

  /**
   * A mirrored organization, and what is to be done.
   *
   * @param entry the organization
   * @param refreshes whether this visitor was given the job of asking the provider again
   */
  record Visit(Entry entry, boolean refreshes) {
    /** Checks the entry. */
    public Visit {
      Objects.requireNonNull(entry, "entry");
    }
  }

  /** What became of a wish for a slug. */
  sealed interface Reservation {
    /**
     * The slug is kept for the holder.
     *
     * @param externalId the key of the creation, from the first time it was asked for
     */
    record Reserved(String externalId) implements Reservation {
      /** Checks the key. */
      public Reserved {
        Objects.requireNonNull(externalId, "externalId");
      }
    }

    /**
     * The same holder created this organization before.
     *
     * @param entry the organization
     */
    record Created(Entry entry) implements Reservation {
      /** Checks the entry. */
      public Created {
        Objects.requireNonNull(entry, "entry");
      }
    }

    /** The slug belongs to somebody else. */
    record Taken() implements Reservation {}
  }
}
