package dev.muster.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/** A clock that stands still until a test moves it. Safe for many threads; never blocks. */
public final class HandClock implements InstantSource {
  private Instant now;

  /**
   * A clock that shows the given time.
   *
   * @param start the first reading
   */
  public HandClock(Instant start) {
    now = Objects.requireNonNull(start, "start");
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /**
   * Moves the clock.
   *
   * @param step how far; negative to turn it back, as an operator or a time server may do
   */
  public synchronized void advance(Duration step) {
    now = now.plus(Objects.requireNonNull(step, "step"));
  }
}
