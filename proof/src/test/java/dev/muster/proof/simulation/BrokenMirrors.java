package dev.muster.proof.simulation;

import dev.muster.name.MembershipKey;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.MirrorRules;
import dev.muster.store.Observation;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Mirrors that lack one of the two things that keep a removed member out. */
final class BrokenMirrors {
  private BrokenMirrors() {}

  /** Writes whatever comes, and compares neither epochs nor times of reads. */
  static MembershipStore withoutEpochs(InstantSource clock) {
    return new Broken(clock, false);
  }

  /** Deletes the row of a member who was removed. */
  static MembershipStore withoutTombstones(InstantSource clock) {
    return new Broken(clock, true);
  }

  private static final class Broken implements MembershipStore {
    private static final MirrorEntry UNKNOWN = new MirrorEntry.Unknown();

    private final Map<MembershipKey, MirrorEntry> entries = new HashMap<>();
    private final InstantSource clock;
    private final boolean comparesEpochs;

    Broken(InstantSource clock, boolean comparesEpochs) {
      this.clock = clock;
      this.comparesEpochs = comparesEpochs;
    }

    @Override
    public Read find(MembershipKey key) {
      return new Read(entries.getOrDefault(key, UNKNOWN), clock.instant());
    }

    @Override
    public Write record(MembershipKey key, Observation observation, long expectedEpoch) {
      MirrorEntry current = entries.getOrDefault(key, UNKNOWN);
      if (comparesEpochs) {
        Write right = MirrorRules.decide(key, current, observation, expectedEpoch, clock.instant());
        MirrorEntry stored = right.entry() instanceof MirrorEntry.Ended ? UNKNOWN : right.entry();
        entries.put(key, stored);
        return new Write(right.verdict(), stored);
      }
      MirrorEntry stored =
          observation instanceof Observation.Seen seen
              ? new MirrorEntry.Present(current.epoch() + 1, seen.membership(), seen.asOf())
              : MirrorRules.decide(key, current, observation, current.epoch(), clock.instant())
                  .entry();
      entries.put(key, stored);
      return new Write(Verdict.ACCEPTED, stored);
    }
  }
}
