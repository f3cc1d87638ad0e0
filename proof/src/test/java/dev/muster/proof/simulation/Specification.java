package dev.muster.proof.simulation;

import dev.muster.membership.Evidence;
import dev.muster.membership.EvidenceResult;
import dev.muster.membership.Freshness;
import dev.muster.name.MembershipKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The executable specification: a pure function from what was true at the provider, and what went
 * wrong, to the answers that are right. Every answer of a simulated node is held against it.
 *
 * @param facts what was true
 * @param negativeBound for how long a "no" may be remembered
 * @param grace for how long beyond its bound a "yes" serves while the provider is unavailable
 */
record Specification(Facts facts, Duration negativeBound, Duration grace) {
  /**
   * One question that was answered.
   *
   * @param key whom and where
   * @param freshness how old evidence may be
   * @param start true time at which the request began
   * @param end true time at which the answer was returned
   * @param provider what the node's own calls to the provider came to
   * @param disturbed whether a call of the node failed, or somebody else worked on the key
   */
  record Question(
      MembershipKey key,
      Freshness freshness,
      Instant start,
      Instant end,
      ProviderState provider,
      boolean disturbed) {}

  /** What the calls of one request to the provider came to. */
  enum ProviderState {
    /** None failed. */
    FINE,
    /** The last that failed was not answered. */
    UNAVAILABLE,
    /** The last that failed was refused, or our key was. */
    REFUSING
  }

  /**
   * Judges an answer.
   *
   * @return the law that it breaks, or empty if it is right
   */
  Optional<String> broken(Question asked, EvidenceResult answer) {
    return answer.fold(
        known -> {
          if (known.isStale()) {
            return graceBroken(asked, known);
          }
          return known.isMember() ? yesBroken(asked) : noBroken(asked);
        },
        failure -> when(!asked.disturbed(), "an answer where nothing failed"));
  }

  /** Default deny and bounded staleness. */
  private Optional<String> yesBroken(Question asked) {
    return when(!within(asked, true, asked.freshness().bound()), "bounded staleness");
  }

  /** No wrongful denial: a "no" has a bound of its own. */
  private Optional<String> noBroken(Question asked) {
    Duration bound = asked.freshness().bound();
    Duration shorter = negativeBound.compareTo(bound) < 0 ? negativeBound : bound;
    return when(!within(asked, false, shorter), "no wrongful denial");
  }

  /** Grace: a marked "yes", past its bound, never live, only while nobody answers. */
  private Optional<String> graceBroken(Question asked, Evidence known) {
    Duration bound = asked.freshness().bound();
    if (asked.freshness().isLive() || asked.provider() != ProviderState.UNAVAILABLE) {
      return Optional.of("grace only where it is due");
    }
    boolean was = within(asked, true, bound.plus(grace));
    return when(!known.isMember() || !was, "bounded staleness");
  }

  /** Whether it was so at any instant that the request may rest on. */
  private boolean within(Question asked, boolean wanted, Duration bound) {
    Instant oldest = asked.end().minus(bound);
    Instant from = oldest.isBefore(asked.start()) ? oldest : asked.start();
    return facts.ever(asked.key(), wanted, from, asked.end());
  }

  private static Optional<String> when(boolean isBroken, String law) {
    return isBroken ? Optional.of(law) : Optional.empty();
  }
}
