package dev.muster.feed;

import dev.muster.store.InvalidationBus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An {@link EventFeed} that runs. Closing it stops it and gives the leadership back. */
public final class Running implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Running.class);

  private final EventFeed feed;
  private final Loop follower;
  private final @Nullable Loop leader;
  private final AtomicInteger loops;
  private final List<AutoCloseable> ears = new ArrayList<>();

  Running(EventFeed feed, ScheduledExecutorService scheduler) {
    this.feed = feed;
    this.follower = new Loop(scheduler, feed::followLog, this::ended);
    this.leader =
        feed.mayLead()
            ? new Loop(
                scheduler,
                feed::lead,
                () -> {
                  feed.resign();
                  ended();
                })
            : null;
    this.loops = new AtomicInteger(leader == null ? 1 : 2);
  }

  synchronized void begin() {
    feed.begins();
    InvalidationBus bus = feed.bus();
    if (bus != null) {
      ears.add(bus.listen(follower::wake));
    }
    follower.wake();
    wakeLeader();
  }

  void wakeFollower() {
    follower.wake();
  }

  void wakeLeader() {
    if (leader != null) {
      leader.wake();
    }
  }

  /** It can run again when nothing of it runs any more. */
  private void ended() {
    if (loops.decrementAndGet() == 0) {
      feed.stopped(this);
    }
  }

  /**
   * Stops; a step under way ends after the call that it is at, on its own thread. Does nothing the
   * second time.
   */
  @Override
  public void close() {
    for (AutoCloseable ear : taken()) {
      try {
        ear.close();
      } catch (Exception failed) {
        LOG.info("a bus did not stop listening: {}", failed.getClass().getSimpleName());
      }
    }
    follower.close();
    if (leader != null) {
      leader.close();
    }
  }

  private synchronized List<AutoCloseable> taken() {
    List<AutoCloseable> all = List.copyOf(ears);
    ears.clear();
    return all;
  }
}
