package dev.muster.testkit.stage;

import dev.muster.Muster;
import dev.muster.feed.EventFeed;
import dev.muster.feed.FeedStatus;
import dev.muster.store.WalkStore.Phase;
import dev.muster.testkit.HandClock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The event feed of a kit's nodes, which runs while a test says so and on the test's own thread.
 */
final class Following {
  /** Time enough for a poll, for what follows from it, and for every node's look at the log. */
  private static final Duration TURN = Duration.ofMillis(300);

  /** A walk that is not over after so many turns will never be. */
  static final int MOST = 1_000;

  private final HandScheduler scheduler;
  private final int most;
  private final Set<EventFeed> running = ConcurrentHashMap.newKeySet();

  Following(HandClock clock, Turns turns, int most) {
    this.scheduler = new HandScheduler(clock, turns);
    this.most = most;
  }

  void begin(Muster node) {
    EventFeed feed =
        node.eventFeed()
            .orElseThrow(
                () -> new IllegalStateException("the host's configuration has no event feed"));
    if (running.add(feed)) {
      var unused = feed.run(scheduler);
    }
  }

  /** Follows all that has happened; what fails is not waited for. */
  void turn() {
    running.forEach(EventFeed::nudge);
    int turns = 0;
    do {
      if (turns == most) {
        throw new IllegalStateException(
            "the walk through all that the provider knows is not over after "
                + most
                + " turns of "
                + TURN
                + ": are the pages too small, or too few a second?");
      }
      scheduler.pass(TURN);
      turns++;
    } while (running.stream().anyMatch(Following::walks));
  }

  private static boolean walks(EventFeed feed) {
    FeedStatus status = feed.status();
    return status.leading()
        && status.failures() == 0
        && (status.walk() == null
            || (status.walk().phase() != Phase.COMPLETE
                && status.walk().phase() != Phase.SUSPECTED));
  }

  void close() {
    var unused = scheduler.shutdownNow();
  }
}
