package dev.muster.feed;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.EventSource;
import dev.muster.store.ChangeLog;
import dev.muster.store.FeedPosition;
import dev.muster.store.FeedStore;
import dev.muster.store.InvalidationBus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
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
public final class EventFeed implements AutoCloseable {
  private static final String EVENTS = "events";
  private static final String WALK = "walk";

  private final FeedParts parts;
  private final ProviderInstance provider;
  private final @Nullable FeedStore store;
  private final Walking walking;
  private final Webhooks webhooks;
  private final @Nullable Polls polls;
  private final @Nullable Leader leader;
  private final AtomicReference<@Nullable Running> running = new AtomicReference<>();
  private volatile LogFollower follower;

  /**
   * A feed that does not run yet.
   *
   * @param parts what it is made of
   */
  public EventFeed(FeedParts parts) {
    this.parts = Objects.requireNonNull(parts, "parts");
    this.provider = parts.provider().instance();
    this.store = parts.store();
    this.follower = new LogFollower(parts);
    this.webhooks = new Webhooks(parts, this::heard);
    Walking walker = Walker.of(parts);
    this.walking = walker == null ? new NoWalk() : walker;
    if (store == null) {
      this.polls = null;
      this.leader = null;
      return;
    }
    Map<String, LeaderPart> work = new LinkedHashMap<>();
    EventSource events = parts.events();
    if (events == null) {
      this.polls = null;
      work.put("run", new RunWithoutEvents(provider, store));
    } else {
      Allowance allowance =
          new Allowance(provider, store, parts.settings().allowance(events.delay()), parts.tell());
      LateEvents late = new LateEvents(parts, store, events, allowance, this::wake);
      this.polls = new Polls(parts, store, events, allowance, late, this::wake);
      work.put(EVENTS, polls);
      work.put("late events", late);
    }
    work.put("roles", new RoleFollower(parts, store, walking));
    work.put(WALK, walking::step);
    work.put("sweep", new Sweeps(parts, store));
    this.leader = parts.settings().leads() ? new Leader(parts, store, work) : null;
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
    Running now = new Running(this, scheduler);
    if (!running.compareAndSet(null, now)) {
      throw new IllegalStateException("the feed runs already");
    }
    now.begin();
    return now;
  }

  /** One step of what every node does; for whoever has no scheduler but a clock of its own. */
  Duration followLog() {
    return follower.step();
  }

  /** One step of what a node does that leads, or tries to. */
  Duration lead() {
    return leader == null ? Duration.ofDays(1) : leader.step();
  }

  void resign() {
    if (leader != null) {
      leader.resign();
    }
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
    return webhooks.receive(headers, body);
  }

  /**
   * Whether the host configured webhooks.
   *
   * @return false if {@link #receive} refuses everything
   */
  public boolean receivesWebhooks() {
    return parts.webhooks() != null && store != null;
  }

  /** Looks for events soon, where this node leads, instead of at the next poll. Does not block. */
  public void nudge() {
    hurry(EVENTS);
  }

  /** Has everything walked again. This node must lead, or come to. Does not block. */
  public void requestWalk() {
    walking.request();
    hurry(WALK);
  }

  /**
   * Says that the members are gone whom a walk found gone, however many: it ends them. This node
   * must lead, or come to. Blocks on the store.
   *
   * @throws dev.muster.store.StoreException if the store can't answer
   */
  public void confirmMassRemoval() {
    walking.confirmMassRemoval();
    hurry(WALK);
  }

  /**
   * Hears how walks of this node go on, on a thread of the scheduler's.
   *
   * @param listener must not block
   */
  public void onProgress(Consumer<WalkProgress> listener) {
    walking.onProgress(Objects.requireNonNull(listener, "listener"));
  }

  /**
   * Where the feed stands. Blocks on the store.
   *
   * @return the status
   * @throws dev.muster.store.StoreException if the store can't answer
   */
  public FeedStatus status() {
    boolean leads = leader != null && leader.leads();
    Instant polled = leads && polls != null ? polls.lastSuccess() : null;
    int failures = Math.max(follower.failures(), leader == null ? 0 : leader.failures());
    FeedPosition position;
    Instant storeTime;
    String leading = null;
    if (store == null) {
      ChangeLog.Slice end = parts.log().read(provider, ChangeLog.NOTHING, 1);
      position = end.position();
      storeTime = end.storeTime();
    } else {
      FeedStore.Status status = store.status(provider);
      position = status.feed().position();
      storeTime = status.storeTime();
      leading = status.leader();
    }
    return new FeedStatus(
        provider,
        position,
        position == null ? null : Duration.between(position.asOf(), storeTime),
        leads && polls != null ? polls.lag() : null,
        leads,
        leading,
        polled == null ? follower.lastSuccess() : polled,
        failures,
        walking.progress());
  }

  /** What changed is in the log: nobody need wait for the next look. */
  private void wake() {
    InvalidationBus bus = parts.bus();
    if (bus != null) {
      bus.wake();
    }
    Running now = running.get();
    if (now != null) {
      now.wakeFollower();
    }
  }

  private void heard() {
    wake();
    nudge();
  }

  private void hurry(String what) {
    Running now = running.get();
    if (leader != null) {
      leader.hurry(what);
    }
    if (now != null) {
      now.wakeLeader();
    }
  }

  /** Stops what runs. Does nothing if nothing does. */
  @Override
  public void close() {
    Running now = running.get();
    if (now != null) {
      now.close();
    }
  }

  @Nullable InvalidationBus bus() {
    return parts.bus();
  }

  boolean mayLead() {
    return leader != null;
  }

  void begins() {
    follower = new LogFollower(parts);
  }

  void stopped(Running ended) {
    running.compareAndSet(ended, null);
  }
}
