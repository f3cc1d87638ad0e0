package dev.muster.proof.simulation;

import dev.muster.membership.Timeline;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The clocks of one node, beside true time: a wall clock that is set, or a ticker that stands still
 * while the machine sleeps. One of the two is always right; that is what ages rest on.
 */
final class NodeClock {
  private final InstantSource truth;
  private Duration wallAhead = Duration.ZERO;
  private Duration tickerBehind = Duration.ZERO;

  NodeClock(InstantSource truth) {
    this.truth = truth;
  }

  void setWall(Duration ahead) {
    wallAhead = ahead;
  }

  void suspend(Duration time) {
    tickerBehind = tickerBehind.plus(time);
  }

  Timeline timeline() {
    return new Timeline(
        () -> truth.instant().plus(wallAhead), () -> nanos(truth) - tickerBehind.toNanos());
  }

  /** Control: both clocks are the wall clock. */
  Timeline wallOnly() {
    InstantSource wall = () -> truth.instant().plus(wallAhead);
    return new Timeline(wall, () -> nanos(wall));
  }

  private static long nanos(InstantSource clock) {
    return clock.instant().toEpochMilli() * 1_000_000;
  }
}
