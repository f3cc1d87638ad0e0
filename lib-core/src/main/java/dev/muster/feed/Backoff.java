package dev.muster.feed;

import dev.muster.provider.ProviderException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures: twice as long each time, spread so that nodes don't come back
 * together, and never before a provider asked to. For one thread.
 */
final class Backoff {
  private static final long LONGEST = Duration.ofMinutes(1).toNanos();
  private static final Duration MOST_ASKED = Duration.ofHours(1);

  private final long first;
  private final RandomGenerator random;
  private volatile int failures;

  Backoff(Duration first, RandomGenerator random) {
    this.first = Math.min(LONGEST, first.toNanos());
    this.random = random;
  }

  void succeeded() {
    failures = 0;
  }

  int failures() {
    return failures;
  }

  /** After how long to try again. */
  Duration failed(RuntimeException thrown) {
    int before = failures;
    failures = before + 1;
    // Our own key is wrong until somebody puts it right: that is no use asking often.
    boolean slow = thrown instanceof ProviderException.Misconfigured;
    long most = slow ? LONGEST : Math.min(LONGEST, first << Math.min(before, 20));
    Duration asked = thrown instanceof ProviderException failed ? failed.retryAfter() : null;
    long least = asked == null ? 0 : Math.max(0, capped(asked).toNanos());
    return Duration.ofNanos(least + (long) (most * (0.5 + random.nextDouble() / 2)));
  }

  private static Duration capped(Duration asked) {
    return asked.compareTo(MOST_ASKED) > 0 ? MOST_ASKED : asked;
  }
}
