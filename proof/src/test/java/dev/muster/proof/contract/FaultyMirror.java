package dev.muster.proof.contract;

import dev.muster.name.MembershipKey;
import dev.muster.provider.Membership;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.MirrorRules;
import dev.muster.store.Observation;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * A mirror that is right in every step; a wrong one replaces a step. So what the contract finds is
 * the fault.
 */
class FaultyMirror implements MembershipStore {
  static final MirrorEntry UNKNOWN = new MirrorEntry.Unknown();

  final Map<MembershipKey, MirrorEntry> entries = new ConcurrentHashMap<>();

  @Override
  public Read find(MembershipKey key) {
    Objects.requireNonNull(key, "key");
    return new Read(entries.getOrDefault(key(key), neverWritten()), now());
  }

  @Override
  public Write record(MembershipKey key, Observation observation, long expectedEpoch) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(observation, "observation");
    Write[] written = new Write[1];
    entries.compute(
        key(key),
        (k, old) -> {
          MirrorEntry current = old == null ? UNKNOWN : old;
          Observation seen = observed(observation);
          Write right =
              MirrorRules.decide(key, current, seen, expected(current, expectedEpoch), now());
          written[0] = written(current, right, seen);
          MirrorEntry stored = written[0].entry();
          return stored instanceof MirrorEntry.Unknown ? null : stored;
        });
    return written[0];
  }

  /** The key that a row is stored under. */
  MembershipKey key(MembershipKey key) {
    return key;
  }

  /** What a key holds that nobody wrote to. */
  MirrorEntry neverWritten() {
    return UNKNOWN;
  }

  /** The store's time. */
  Instant now() {
    return Instant.now();
  }

  /** What the store takes an observation for. */
  Observation observed(Observation observation) {
    return observation;
  }

  /** The epoch that a write is compared at. */
  long expected(MirrorEntry current, long expectedEpoch) {
    return expectedEpoch;
  }

  /** What is stored and answered. */
  Write written(MirrorEntry current, Write right, Observation observation) {
    return right;
  }

  /** The observation with another membership in it. */
  static Observation changed(Observation observation, UnaryOperator<Membership> change) {
    return observation instanceof Observation.Seen seen
        ? new Observation.Seen(change.apply(seen.membership()), seen.asOf())
        : observation;
  }
}
