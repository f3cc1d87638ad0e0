package dev.muster.feed;

import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Follows what the provider says has changed: one node of a host leads and reads the events, and
 * every node reads the change log and forgets what changed. Starts no thread; runs on the host's
 * scheduler. Safe for many threads.
 *
 * <h2>Guarantee</h2>
 *
 * <p>What a node remembers counts as fresh up to a time only after it has forgotten all that
 * changed up to then. Where that can't be proven, ages grow and checks ask the provider: an outage
 * of the feed grants nothing and ends nothing.
 */
public final class EventFeed {
  private final FeedParts parts;

  /**
   * A feed that does not run yet.
   *
   * @param parts what it is made of
   */
  public EventFeed(FeedParts parts) {
    this.parts = Objects.requireNonNull(parts, "parts");
  }

  /**
   * Runs from now on, until it is closed: on every node, whether it may lead or not.
   *
   * @param scheduler the host's own, and the host's to shut down; its threads wait for the database
   *     and the provider, so give it two at least
   * @return stops it
   * @throws IllegalStateException if it runs already
   */
  public Running run(ScheduledExecutorService scheduler) {
    Objects.requireNonNull(scheduler, "scheduler");
    return new Running(() -> {});
  }

  /**
   * Takes in one webhook. Blocks on the store: what the webhook says is durable before this
   * returns.
   *
   * @param headers gives the value of a header by its name, in any case, or null
   * @param body the raw body, byte for byte as it came
   * @return what the sender is to be told; refused if the host configured no webhooks
   */
  public WebhookResult receive(UnaryOperator<@Nullable String> headers, byte[] body) {
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
    return new WebhookResult.Unavailable();
  }

  /** Looks for events soon, where this node leads, instead of at the next poll. Does not block. */
  public void nudge() {}

  /** Has everything walked again, by whoever leads. This node must be the one. */
  public void requestWalk() {}

  /**
   * Says that the members are gone whom a walk found gone, however many: it ends them. This node
   * must lead.
   */
  public void confirmMassRemoval() {}

  /**
   * Hears how walks of this node go on, on a thread of the scheduler's.
   *
   * @param listener must not block
   */
  public void onProgress(Consumer<WalkProgress> listener) {
    Objects.requireNonNull(listener, "listener");
  }

  /**
   * Where the feed stands. Blocks on the store.
   *
   * @return the status
   * @throws dev.muster.store.StoreException if the store can't answer
   */
  public FeedStatus status() {
    return new FeedStatus(
        parts.provider().instance(), null, null, null, false, null, null, 0, null);
  }

  /** A feed that runs. Closing it stops it and gives the leadership back. */
  public static final class Running implements AutoCloseable {
    private final Runnable stop;

    Running(Runnable stop) {
      this.stop = stop;
    }

    /** Stops; a step under way ends after the call that it is at. Does nothing the second time. */
    @Override
    public void close() {
      stop.run();
    }
  }
}
