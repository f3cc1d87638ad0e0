package dev.muster.benchmarks;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.MirrorRules;
import dev.muster.store.Observation;
import dev.muster.store.RemovalStep;
import dev.muster.store.RoleStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A mirror that takes everything and keeps nothing, so that only what a node remembers is left. */
final class NoStore implements MembershipStore {
  @Override
  public Read find(MembershipKey key) {
    return new Read(new MirrorEntry.Unknown(), Instant.EPOCH);
  }

  @Override
  public Write record(MembershipKey key, Observation observation, long expectedEpoch) {
    Observation.Seen seen = (Observation.Seen) observation;
    return new Write(Verdict.ACCEPTED, new MirrorEntry.Present(1, seen.membership(), seen.asOf()));
  }

  @Override
  public Write remove(MembershipKey key, RemovalStep step) {
    return MirrorRules.decide(key, new MirrorEntry.Unknown(), step, Instant.EPOCH);
  }

  /** A role column of the same kind. */
  static final class Roles implements RoleStore {
    @Override
    public Optional<Role> find(MembershipKey key) {
      return Optional.empty();
    }

    @Override
    public boolean swap(MembershipKey key, Change change) {
      return true;
    }

    @Override
    public Map<UserId, Role> list(ProviderInstance provider, OrganizationId organization) {
      return Map.of();
    }
  }
}
