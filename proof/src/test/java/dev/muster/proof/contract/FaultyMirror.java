package dev.muster.proof.contract;

import dev.muster.name.MembershipKey;
import dev.muster.provider.Membership;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.MirrorRules;
import dev.muster.store.Observation;
import dev.muster.store.RemovalStep;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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
    return write(
        key,
        current -> {
          Observation seen = observed(observation);
          Write right =
              MirrorRules.decide(key, current, seen, expected(current, expectedEpoch), now());
          return written(current, right, seen);
        });
  }

  @Override
  public Write remove(MembershipKey key, RemovalStep step) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(step, "step");
    return write(
        key,
        current -> {
          RemovalStep read = step(current, step);
          return removed(current, MirrorRules.decide(key, current, read, now()), read);
        });
  }

  private Write write(MembershipKey key, Function<MirrorEntry, Write> rule) {
    Write[] written = new Write[1];
    entries.compute(
        key(key),
        (k, old) -> {
          written[0] = rule.apply(old == null ? UNKNOWN : old);
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

  /** What the store takes a step of a removal for. */
  RemovalStep step(MirrorEntry current, RemovalStep step) {
    return step;
  }

  /** What is stored and answered of a step of a removal. */
  Write removed(MirrorEntry current, Write right, RemovalStep step) {
    return right;
  }

  static Write accepted(MirrorEntry entry) {
    return new Write(Verdict.ACCEPTED, entry);
  }

  /** The observation with another membership in it. */
  static Observation changed(Observation observation, UnaryOperator<Membership> change) {
    return observation instanceof Observation.Seen seen
        ? new Observation.Seen(change.apply(seen.membership()), seen.asOf())
        : observation;
  }
}
