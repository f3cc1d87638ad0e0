package dev.muster.feed;

import dev.muster.store.FeedStore.Leadership;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A walk of everything the provider knows, a step at a time, by whoever leads. The leader calls it
 * between two polls, always on one thread at a time.
 */
interface Walking {
  /**
   * Goes on with the walk under way, or begins one where it is due: where the feed's run of events
   * has no complete walk, where one was requested, or where the last one is old. One step asks the
   * provider at most once, and holds no connection then.
   *
   * @param leadership this node's, renewed just now
   * @return after how long it wants to be called again
   * @throws RuntimeException as provider and stores do: the leader backs off from the walk alone
   */
  Duration step(Leadership leadership);

  /** Has the next step begin a walk, in place of one under way. For many threads. */
  void request();

  /** Says that those are gone whom the walk that is suspected found gone. For many threads. */
  void confirmMassRemoval();

  /** How far it is, or null if this node has not walked. For many threads. */
  @Nullable WalkProgress progress();

  /** Tells somebody how far it is, now and then. For many threads. */
  void onProgress(Consumer<WalkProgress> listener);
}
