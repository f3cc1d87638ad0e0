package dev.muster.proof.simulation;

import dev.muster.provider.IdentityProvider;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * What the feed's simulation is run with: all of it ours, or one thing that is wrong.
 *
 * @param database the database as it is
 * @param delay by how much the adapter says that events may be seen late
 * @param lookUps what the feed looks members up at
 */
record FeedKind(
    BiFunction<SimDatabase, Points, SimDatabase> database,
    Duration delay,
    UnaryOperator<IdentityProvider> lookUps) {
  static final FeedKind OURS =
      new FeedKind((database, points) -> database, FeedSimulation.DELAY, UnaryOperator.identity());

  static FeedKind database(BiFunction<SimDatabase, Points, SimDatabase> database) {
    return new FeedKind(database, FeedSimulation.DELAY, UnaryOperator.identity());
  }

  FeedKind declaring(Duration otherDelay) {
    return new FeedKind(database, otherDelay, lookUps);
  }

  static FeedKind lookUps(UnaryOperator<IdentityProvider> lookUps) {
    return new FeedKind((database, points) -> database, FeedSimulation.DELAY, lookUps);
  }
}
