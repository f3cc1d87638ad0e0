package dev.muster.proof.failure;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.proof.contract.PassingProvider;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderException;
import dev.muster.store.RoleStore;
import dev.muster.store.StoreException;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** For each law a host that breaks it, by what it put between Muster and the wire. */
final class Controls {
  private Controls() {}

  static House.Build breaking(Law law) {
    return switch (law) {
      case NO_WRONG_YES -> wrongProvider(LastKnown::new);
      case NO_WRONGFUL_NO, NOTHING_DESTROYED -> wrongProvider(AbsentWhereItFailed::new);
      case NOTHING_REMEMBERED -> wrongProvider(FailsForEver::new);
      case NOTHING_LOST -> new House.Build(UnaryOperator.identity(), Swallowing::new);
    };
  }

  private static House.Build wrongProvider(UnaryOperator<IdentityProvider> wrong) {
    return new House.Build(wrong, UnaryOperator.identity());
  }

  /** Takes a failure for "no membership". */
  private static final class AbsentWhereItFailed extends PassingProvider {
    AbsentWhereItFailed(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
      try {
        return sound.findMembership(organization, user);
      } catch (ProviderException failed) {
        return Optional.empty();
      }
    }
  }

  /** Answers a failure with what it answered before. */
  private static final class LastKnown extends PassingProvider {
    private volatile Optional<Membership> last = Optional.empty();

    LastKnown(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
      try {
        last = sound.findMembership(organization, user);
      } catch (ProviderException failed) {
        // The last one, then.
      }
      return last;
    }
  }

  /** Does not ask again what failed once. */
  private static final class FailsForEver extends PassingProvider {
    private volatile boolean failed;

    FailsForEver(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
      if (failed) {
        throw new ProviderException.Unavailable("it failed before", null);
      }
      failed = true;
      Optional<Membership> found = sound.findMembership(organization, user);
      failed = false;
      return found;
    }
  }

  /** Takes a write that failed for one that was made. */
  private record Swallowing(RoleStore sound) implements RoleStore {
    @Override
    public Optional<Role> find(MembershipKey key) {
      return sound.find(key);
    }

    @Override
    public boolean swap(MembershipKey key, Change change) {
      try {
        return sound.swap(key, change);
      } catch (StoreException failed) {
        return true;
      }
    }

    @Override
    public Map<UserId, Role> list(ProviderInstance provider, OrganizationId organization) {
      return sound.list(provider, organization);
    }
  }
}
