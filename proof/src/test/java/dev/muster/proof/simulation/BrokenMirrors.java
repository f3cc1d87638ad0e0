package dev.muster.proof.simulation;

import dev.muster.name.MembershipKey;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.MirrorRules;
import dev.muster.store.Observation;
import dev.muster.store.RemovalStep;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Mirrors that lack one of the things that keep a removed member out. */
final class BrokenMirrors {
  private static final MirrorEntry UNKNOWN = new MirrorEntry.Unknown();

  private BrokenMirrors() {}

  /** Writes whatever comes, and compares neither epochs nor times of reads. */
  static MembershipStore withoutEpochs(InstantSource clock) {
    return new Mirror(clock) {
      @Override
      public Write record(MembershipKey key, Observation observation, long expectedEpoch) {
        MirrorEntry current = find(key).entry();
        return accepted(
            key,
            observation instanceof Observation.Seen seen
                ? new MirrorEntry.Present(current.epoch() + 1, seen.membership(), seen.asOf())
                : absent(key));
      }
    };
  }

  /** Deletes the row of a member who was removed. */
  static MembershipStore withoutTombstones(InstantSource clock) {
    return new Mirror(clock) {
      @Override
      Write stored(MembershipKey key, Write write) {
        return write.entry() instanceof MirrorEntry.Ended
            ? super.stored(key, new Write(write.verdict(), UNKNOWN))
            : super.stored(key, write);
      }
    };
  }

  /** Writes nothing when a removal begins, and the end when it was confirmed. */
  static MembershipStore withoutIntents(InstantSource clock) {
    return new Mirror(clock) {
      @Override
      public Write remove(MembershipKey key, RemovalStep step) {
        return accepted(key, step instanceof RemovalStep.Confirm ? absent(key) : find(key).entry());
      }
    };
  }

  /** A mirror that is right; a broken one replaces a step. */
  private static class Mirror implements MembershipStore {
    private final Map<MembershipKey, MirrorEntry> entries = new HashMap<>();
    private final InstantSource clock;

    Mirror(InstantSource clock) {
      this.clock = clock;
    }

    @Override
    public Read find(MembershipKey key) {
      return new Read(entries.getOrDefault(key, UNKNOWN), clock.instant());
    }

    @Override
    public Write record(MembershipKey key, Observation observation, long expectedEpoch) {
      Read now = find(key);
      return stored(
          key, MirrorRules.decide(key, now.entry(), observation, expectedEpoch, now.storeTime()));
    }

    @Override
    public Write remove(MembershipKey key, RemovalStep step) {
      Read now = find(key);
      return stored(key, MirrorRules.decide(key, now.entry(), step, now.storeTime()));
    }

    Write stored(MembershipKey key, Write write) {
      entries.put(key, write.entry());
      return write;
    }

    final Write accepted(MembershipKey key, MirrorEntry entry) {
      return stored(key, new Write(Verdict.ACCEPTED, entry));
    }

    /** What a read that begins now and finds nobody leaves. */
    final MirrorEntry absent(MembershipKey key) {
      Read now = find(key);
      Observation gone = new Observation.Absent(now.storeTime());
      return MirrorRules.decide(key, now.entry(), gone, now.entry().epoch(), now.storeTime())
          .entry();
    }
  }
}
