package dev.muster.workos;

import dev.muster.provider.ProviderException.Unavailable;
import java.time.Duration;
import java.util.function.LongSupplier;

/** When one call, however many requests it makes, must have ended. */
final class Deadline {
  private final LongSupplier nanoTime;
  private final long end;

  private Deadline(LongSupplier nanoTime, long end) {
    this.nanoTime = nanoTime;
    this.end = end;
  }

  static Deadline in(Duration time, LongSupplier nanoTime) {
    return new Deadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
  }

  long leftNanos() {
    return end - nanoTime.getAsLong();
  }

  /** What is left, at least 1, since the SDK takes 0 for no limit. */
  long leftMillis() {
    long left = leftNanos();
    if (left <= 0) {
      throw new Unavailable("no answer of WorkOS: time-out", null);
    }
    return Math.max(1, left / 1_000_000);
  }
}
