package dev.muster.proof.contract;

import dev.muster.name.MembershipKey;
import dev.muster.name.UserId;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.MirrorRules;
import dev.muster.store.Observation;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A control: a mirror that is right but for the one step a fault replaces. With {@link Fault#none}
 * it passes the contract, so what the contract finds is the fault.
 */
final class BrokenMembershipStore implements MembershipStore {
  private static final MirrorEntry UNKNOWN = new MirrorEntry.Unknown();

  private final Map<MembershipKey, MirrorEntry> entries = new ConcurrentHashMap<>();
  private final Fault fault;

  BrokenMembershipStore(Fault fault) {
    this.fault = fault;
  }

  @Override
  public Read find(MembershipKey key) {
    Objects.requireNonNull(key, "key");
    return new Read(entries.getOrDefault(fault.key(key), UNKNOWN), Instant.now());
  }

  @Override
  public Write record(MembershipKey key, Observation observation, long expectedEpoch) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(observation, "observation");
    return fault.record(entries, key, observation, expectedEpoch);
  }

  /** The step that a control replaces. */
  interface Fault {
    default MembershipKey key(MembershipKey key) {
      return key;
    }

    default long expected(MirrorEntry current, long expectedEpoch) {
      return expectedEpoch;
    }

    default MirrorEntry stored(MirrorEntry old, Write write, Observation observation) {
      return write.entry();
    }

    default Write record(
        Map<MembershipKey, MirrorEntry> entries,
        MembershipKey key,
        Observation observation,
        long expectedEpoch) {
      Write[] written = new Write[1];
      entries.compute(
          key(key),
          (k, old) -> {
            MirrorEntry current = old == null ? UNKNOWN : old;
            Write write =
                MirrorRules.decide(
                    key, current, observation, expected(current, expectedEpoch), Instant.now());
            MirrorEntry stored = stored(current, write, observation);
            written[0] = new Write(write.verdict(), stored);
            return stored instanceof MirrorEntry.Unknown ? null : stored;
          });
      return written[0];
    }

    static Fault none() {
      return new Fault() {};
    }

    /** Writes whatever comes, whoever wrote in between. */
    static Fault noEpochComparison() {
      return new Fault() {
        @Override
        public long expected(MirrorEntry current, long expectedEpoch) {
          return current.epoch();
        }
      };
    }

    /** Deletes the row where a tombstone belongs. */
    static Fault tombstoneDropped() {
      return new Fault() {
        @Override
        public MirrorEntry stored(MirrorEntry old, Write write, Observation observation) {
          return write.entry() instanceof MirrorEntry.Ended ? UNKNOWN : write.entry();
        }
      };
    }

    /** Takes the time of the last read, also where it began earlier. */
    static Fault asOfMovedBack() {
      return new Fault() {
        @Override
        public MirrorEntry stored(MirrorEntry old, Write write, Observation observation) {
          return write.entry() instanceof MirrorEntry.Present present && old.equals(present)
              ? new MirrorEntry.Present(present.epoch(), present.membership(), observation.asOf())
              : write.entry();
        }
      };
    }

    /** Compares ids without regard to case, as many a database column does. */
    static Fault caseFolded() {
      return new Fault() {
        @Override
        public MembershipKey key(MembershipKey key) {
          return new MembershipKey(
              key.provider(),
              key.organization(),
              new UserId(key.user().value().toLowerCase(Locale.ROOT)));
        }
      };
    }

    /**
     * Reads, and writes later, in two steps. All who race have read before the first one writes.
     */
    static Fault twoSteps(int racers) {
      CyclicBarrier allHaveRead = new CyclicBarrier(racers);
      return new Fault() {
        @Override
        public Write record(
            Map<MembershipKey, MirrorEntry> entries,
            MembershipKey key,
            Observation observation,
            long expectedEpoch) {
          MirrorEntry current = entries.getOrDefault(key, UNKNOWN);
          try {
            allHaveRead.await(5, TimeUnit.SECONDS);
          } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
          }
          Write write = MirrorRules.decide(key, current, observation, expectedEpoch, Instant.now());
          entries.put(key, write.entry());
          return write;
        }
      };
    }
  }
}
