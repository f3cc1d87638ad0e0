package dev.muster.examples.notes;

import dev.muster.Muster;
import dev.muster.feed.EventFeed;
import dev.muster.feed.Running;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The feed of one node while it runs, on threads of its own. Nothing where there is no feed. */
final class NotesFollowing implements AutoCloseable {
  private static final int THREADS = 3;
  private static final long SECONDS_TO_END = 8;

  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(THREADS);
  private final Running running;

  private NotesFollowing(EventFeed feed) {
    running = feed.run(scheduler);
  }

  static AutoCloseable of(Muster muster) {
    return muster.eventFeed().<AutoCloseable>map(NotesFollowing::new).orElse(() -> {});
  }

  /** Waits for the step under way, which then gives the leadership back. */
  @Override
  public void close() {
    running.close();
    scheduler.shutdown();
    try {
      if (!scheduler.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        scheduler.shutdownNow();
      }
    } catch (InterruptedException e) {
      scheduler.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
