package dev.muster.membership;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Both clocks of a process, held by hand. */
public final class HandClock implements InstantSource {
  private volatile Instant wall = Instant.parse("2026-01-01T00:00:00Z");
  private volatile long nanos = 1_000_000_000L;

  @Override
  public Instant instant() {
    return wall;
  }

  /** The monotonic ticker. */
  public long nanos() {
    return nanos;
  }

  /** Time passes on both clocks. */
  public synchronized void advance(Duration by) {
    wall = wall.plus(by);
    nanos += by.toNanos();
  }

  /** Somebody sets the wall clock. */
  public synchronized void jumpWall(Duration by) {
    wall = wall.plus(by);
  }

  /** The timeline on these clocks. */
  public Timeline timeline() {
    return new Timeline(this, this::nanos);
  }
}
