package dev.muster.examples.cli;

import dev.muster.provider.Secret;
import java.time.Duration;
import java.time.Instant;

/**
 * A token as it is kept between commands.
 *
 * @param token the token
 * @param since when it was asked for, by the clock of this machine
 * @param lifetime how long it lives from then on
 */
record Kept(Secret token, Instant since, Duration lifetime) {
  /** How long before its end a token is replaced; of a short-lived one half its life at most. */
  static final Duration SKEW = Duration.ofMinutes(1);

  /** Whether it need not be replaced yet. One from the future is not: the clock was set back. */
  boolean isFresh(Instant now) {
    Duration half = lifetime.dividedBy(2);
    Duration use = lifetime.minus(SKEW);
    Instant end = since.plus(use.compareTo(half) < 0 ? half : use);
    return !now.isBefore(since) && now.isBefore(end);
  }

  /** What is left of its life. */
  Duration left(Instant now) {
    return Duration.between(now, since.plus(lifetime));
  }
}
