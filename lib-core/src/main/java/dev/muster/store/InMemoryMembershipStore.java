package dev.muster.store;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A mirror in this process's memory, unbounded, for one node and for tests. Safe for many threads;
 * never blocks on I/O.
 */
public final class InMemoryMembershipStore implements MembershipStore {
  private static final MirrorEntry UNKNOWN = new MirrorEntry.Unknown();

  private final Map<MembershipKey, MirrorEntry> entries = new ConcurrentHashMap<>();
  private final InstantSource clock;

  /**
   * An empty mirror.
   *
   * @param clock the store's own time
   */
  public InMemoryMembershipStore(InstantSource clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  @Override
  public Read find(MembershipKey key) {
    Objects.requireNonNull(key, "key");
    return new Read(entries.getOrDefault(key, UNKNOWN), clock.instant());
  }

  @Override
  public Write record(MembershipKey key, Observation observation, long expectedEpoch) {
    Objects.requireNonNull(observation, "observation");
    return write(
        key,
        current -> MirrorRules.decide(key, current, observation, expectedEpoch, clock.instant()));
  }

  @Override
  public Write remove(MembershipKey key, RemovalStep step) {
    Objects.requireNonNull(step, "step");
    return write(key, current -> MirrorRules.decide(key, current, step, clock.instant()));
  }

  /** Ends all memberships of an organization that has ended. */
  Map<MembershipKey, Long> end(ProviderInstance provider, OrganizationId organization) {
    Map<MembershipKey, Long> written = new HashMap<>();
    entries.replaceAll(
        (key, entry) -> {
          if (!key.provider().equals(provider) || !key.organization().equals(organization)) {
            return entry;
          }
          MirrorEntry ended = MirrorRules.ended(entry, clock.instant());
          if (ended.epoch() != entry.epoch()) {
            written.put(key, ended.epoch());
          }
          return ended;
        });
    return written;
  }

  private Write write(MembershipKey key, Function<MirrorEntry, Write> rule) {
    Write[] written = new Write[1];
    entries.compute(
        Objects.requireNonNull(key, "key"),
        (k, old) -> {
          written[0] = rule.apply(old == null ? UNKNOWN : old);
          return written[0].entry() instanceof MirrorEntry.Unknown ? null : written[0].entry();
        });
    return written[0];
  }
}
