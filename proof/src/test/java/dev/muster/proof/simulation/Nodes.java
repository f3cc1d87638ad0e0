package dev.muster.proof.simulation;

import dev.muster.membership.EvidenceReader;
import dev.muster.membership.EvidenceResult;
import dev.muster.membership.Freshness;
import dev.muster.membership.Moment;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import dev.muster.provider.IdentityProvider;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.MembershipStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What answers on a node of a simulation: ours, and controls that are wrong. */
final class Nodes {
  private Nodes() {}

  /** How a node is made when its process starts. */
  interface Kind {
    Answers start(SimProvider provider, MembershipStore store, NodeClock clock);
  }

  /** A running process: it answers, and forgets on demand. */
  interface Answers {
    EvidenceResult read(MembershipKey key, Freshness freshness);

    void invalidate(MembershipKey key);
  }

  static Answers ours(SimProvider provider, MembershipStore store, NodeClock clock) {
    return on(clock.timeline(), reader(provider, store, clock.timeline()));
  }

  /** Control: takes the wall clock for both clocks. */
  static Answers oneClock(SimProvider provider, MembershipStore store, NodeClock clock) {
    return on(clock.wallOnly(), reader(provider, store, clock.wallOnly()));
  }

  /** Control: remembers what it found, and counts its age from when the answer came. */
  static Answers agesFromArrival(SimProvider provider, MembershipStore store, NodeClock clock) {
    Answers ours = ours(provider, store, clock);
    Timeline timeline = clock.timeline();
    Map<MembershipKey, EvidenceResult> kept = new HashMap<>();
    Map<MembershipKey, Moment> arrived = new HashMap<>();
    return new Answers() {
      @Override
      public EvidenceResult read(MembershipKey key, Freshness freshness) {
        Moment at = arrived.get(key);
        if (at != null && freshness.reaches(at, timeline.now())) {
          return kept.get(key);
        }
        EvidenceResult result = ours.read(key, freshness);
        if (result instanceof EvidenceResult.Known known && known.evidence().isMember()) {
          kept.put(key, result);
          arrived.put(key, timeline.now());
        }
        return result;
      }

      @Override
      public void invalidate(MembershipKey key) {
        arrived.remove(key);
        ours.invalidate(key);
      }
    };
  }

  /** Control: takes a failure for a no. */
  static Answers failureIsNo(SimProvider provider, MembershipStore store, NodeClock clock) {
    Answers ours = ours(provider, store, clock);
    Timeline timeline = clock.timeline();
    MembershipStore none = new InMemoryMembershipStore(() -> Instant.EPOCH);
    Answers nobody = on(timeline, reader(new NobodysProvider(provider), none, timeline));
    return new Answers() {
      @Override
      public EvidenceResult read(MembershipKey key, Freshness freshness) {
        EvidenceResult result = ours.read(key, freshness);
        return result instanceof EvidenceResult.Failed ? nobody.read(key, freshness) : result;
      }

      @Override
      public void invalidate(MembershipKey key) {
        ours.invalidate(key);
      }
    };
  }

  /** Control: gives a live request the grace of a request that has a bound. */
  static Answers graceForLive(SimProvider provider, MembershipStore store, NodeClock clock) {
    Answers ours = ours(provider, store, clock);
    return new Answers() {
      @Override
      public EvidenceResult read(MembershipKey key, Freshness freshness) {
        EvidenceResult result = ours.read(key, freshness);
        return freshness.isLive() && result instanceof EvidenceResult.Failed
            ? ours.read(key, Freshness.within(Duration.ofSeconds(1)))
            : result;
      }

      @Override
      public void invalidate(MembershipKey key) {
        ours.invalidate(key);
      }
    };
  }

  private static EvidenceReader reader(
      IdentityProvider provider, MembershipStore store, Timeline timeline) {
    EvidenceReader.Policy policy =
        new EvidenceReader.Policy(
            Duration.ofMinutes(10), Simulation.NEGATIVE_BOUND, Simulation.GRACE, 100, false);
    return new EvidenceReader(
        provider, store, timeline, policy, Runnable::run, event -> {}, ahead -> {});
  }

  private static Answers on(Timeline timeline, EvidenceReader reader) {
    return new Answers() {
      @Override
      public EvidenceResult read(MembershipKey key, Freshness freshness) {
        return reader.read(key, freshness, timeline.now());
      }

      @Override
      public void invalidate(MembershipKey key) {
        reader.invalidate(key);
      }
    };
  }
}
