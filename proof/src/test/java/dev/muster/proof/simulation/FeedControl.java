package dev.muster.proof.simulation;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A feed that lacks one of the things that keep it right, and a law that it breaks.
 *
 * @param what what is wrong with it
 * @param law the law
 * @param kind what it is run with
 */
record FeedControl(String what, String law, FeedKind kind) {
  static final List<FeedControl> ALL =
      List.of(
          new FeedControl(
              "a feed whose leaders are not told from their predecessors",
              "no event is applied out of order",
              FeedKind.database(BrokenFeeds::withoutFences)),
          new FeedControl(
              "a feed that allows for no delay of the provider's log, and finds none",
              "bounded staleness",
              FeedKind.database(BrokenFeeds::withoutDoubts).declaring(Duration.ZERO)),
          new FeedControl(
              "a feed that moves its cursor before it applies the events",
              "bounded staleness",
              FeedKind.database(BrokenFeeds::cursorFirst)),
          new FeedControl(
              "a node that takes the position without reading the log up to it",
              "bounded staleness",
              FeedKind.database(BrokenFeeds::positionWithoutLog)),
          new FeedControl(
              "a mirror whose position speaks for what was stated before its cursor",
              "bounded staleness",
              FeedKind.database(BrokenFeeds::withoutBase)),
          new FeedControl(
              "a walk that looks nobody up whom it missed",
              "nobody is ended who is there",
              FeedKind.lookUps(BrokenFeeds.Blind::new)));

  FeedSimulation run(long seed, @Nullable List<String> history) {
    return new FeedSimulation(seed, kind, FeedSimulation.Nature.LAGGING, history).run();
  }

  /** The first of so many seeds that catches it. */
  OptionalLong firstCatch(long seeds) {
    return LongStream.range(0, seeds)
        .filter(seed -> run(seed, null).broken().containsKey(law))
        .findFirst();
  }
}
