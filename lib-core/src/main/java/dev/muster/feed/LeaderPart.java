package dev.muster.feed;

import dev.muster.store.FeedStore.Leadership;
import java.time.Duration;

/** One of the things that whoever leads does. Always on one thread at a time. */
@FunctionalInterface
interface LeaderPart {
  /**
   * Does a little of it.
   *
   * @param leadership this node's, renewed just now
   * @return after how long it wants to go on
   * @throws RuntimeException what provider and stores throw: it is tried again, later and later
   */
  Duration step(Leadership leadership);

  /** Whether it waits, too, when the provider asked another part to. */
  default boolean asksProvider() {
    return true;
  }
}
