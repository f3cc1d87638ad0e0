package dev.muster.lifecycle;

import dev.muster.membership.Failure;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.store.Change;
import dev.muster.store.ChangeStore;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something that happened in the life of an organization through Muster, told after the fact. */
public sealed interface LifecycleEvent {
  /**
   * A change ended.
   *
   * @param change which
   * @param end whether the provider made it; if not, it refused it, or it was cut off and given up
   * @param by the user who did it, of an impersonated session the one who is impersonated; null if
   *     the reconciler ended it, after it had been cut off. A creation that its holder goes on with
   *     is the holder's
   */
  record Changed(Change change, ChangeStore.End end, @Nullable UserId by)
      implements LifecycleEvent {
    /** Checks the parts. */
    public Changed {
      Objects.requireNonNull(change, "change");
      Objects.requireNonNull(end, "end");
    }

    /**
     * Whether the reconciler ended it, after it had been cut off: who began it is not recorded.
     *
     * @return false if it ended in a call of somebody's
     */
    public boolean reconciled() {
      return by == null;
    }
  }

  /**
   * A change that had been cut off was taken up, and it is still not known how it ends.
   *
   * @param change which
   * @param failure why
   */
  record StillOpen(Change change, Failure failure) implements LifecycleEvent {
    /** Checks the parts. */
    public StillOpen {
      Objects.requireNonNull(change, "change");
      Objects.requireNonNull(failure, "failure");
    }
  }

  /**
   * An organization ended at the provider, and the host's own data is still there: its {@link
   * DeletionHook} failed. It is called again.
   *
   * @param deletion which
   * @param thrown the class of what the hook threw
   */
  record OrphanLeft(Change.Deletion deletion, String thrown) implements LifecycleEvent {
    /** Checks the parts. */
    public OrphanLeft {
      Objects.requireNonNull(deletion, "deletion");
      Objects.requireNonNull(thrown, "thrown");
    }
  }

  /**
   * The provider lists members of an organization and no active administrator: somebody has changed
   * it without Muster.
   *
   * @param provider the provider instance
   * @param organization which
   */
  record NoAdminLeft(ProviderInstance provider, OrganizationId organization)
      implements LifecycleEvent {
    /** Checks the parts. */
    public NoAdminLeft {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(organization, "organization");
    }
  }
}
