package dev.muster.store;

import dev.muster.name.MembershipKey;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

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
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(observation, "observation");
    Write[] written = new Write[1];
    entries.compute(
        key,
        (k, old) -> {
          MirrorEntry current = old == null ? UNKNOWN : old;
          written[0] = MirrorRules.decide(k, current, observation, expectedEpoch, clock.instant());
          return written[0].entry() instanceof MirrorEntry.Unknown ? null : written[0].entry();
        });
    return written[0];
  }
}
