package dev.muster.testkit.stage;

import dev.muster.Muster;
import dev.muster.feed.EventFeed;
import dev.muster.feed.WebhookResult;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.http.FakeWebhooks;
import dev.muster.testkit.mint.AccessTokenMinter;
import dev.muster.testkit.mint.CookieMinter;
import dev.muster.testkit.mint.OrganizationTokenMinter;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;

/** The part of a kit that makes credentials, lets time pass, and follows the provider's events. */
abstract sealed class KitTools permits KitViews {
  private final KitStores stores;
  private final Lazy<CookieMinter> cookies;
  private final OwnOrganizationTokens tokens;
  private final Lazy<HandScheduler> scheduler;
  private final Lazy<Following> following;
  private final Lazy<KitHttp> http;

  KitTools(KitStores stores, Belongings belongings) {
    this.stores = stores;
    Turns turns = new Turns();
    http = new Lazy<>(() -> belongings.first(new KitHttp(), KitHttp::close));
    cookies = new Lazy<>(() -> CookieMinter.of(muster(), stores.fake));
    tokens = stores.organizationTokens(this::muster);
    scheduler =
        new Lazy<>(
            () ->
                belongings.first(
                    new HandScheduler(stores.clock, turns), HandScheduler::shutdownNow));
    following =
        new Lazy<>(
            () ->
                belongings.first(
                    new Following(stores.clock, turns, Following.MOST), Following::close));
  }

  abstract Muster muster();

  abstract Iterable<Muster> nodes();

  abstract void open();

  /**
   * The clock of the provider, the stores and the Muster. Moving it runs nothing; {@link #pass}
   * does.
   *
   * @return the same object on every call
   */
  public final HandClock clock() {
    return stores.clock;
  }

  /**
   * A scheduler on the kit's time, for leases, the reconciler, and jobs of the host's. It has no
   * thread: what is due runs in {@link #pass}.
   *
   * @return the same object on every call
   */
  public final ScheduledExecutorService scheduler() {
    open();
    return scheduler.get();
  }

  /**
   * Moves the clock, and runs on this thread what the {@link #scheduler()} has to run meanwhile,
   * each at its time. Of two threads that let time pass, one waits for the other.
   *
   * @param time how far; zero for what is due now
   * @throws IllegalStateException if a job failed, with what it threw; the time has passed, and
   *     what else was due has run
   */
  public final void pass(Duration time) {
    open();
    scheduler.get().pass(Objects.requireNonNull(time, "time"));
  }

  /**
   * Lets the event feed of every node follow what has happened at the provider until now, on this
   * thread. The first time it walks through everything the provider knows. What fails is not tried
   * again before the next time. The clock moves on by some tenths of a second.
   *
   * @throws IllegalStateException if the host's configuration has no event feed, or the walk does
   *     not end
   */
  public final void follow() {
    open();
    Following feeds = following.get();
    nodes().forEach(feeds::begin);
    feeds.turn();
  }

  /**
   * The webhooks that the provider sends, signed; nothing is delivered by itself.
   *
   * @return the same object on every call
   */
  public final FakeWebhooks webhooks() {
    open();
    return stores.webhooks;
  }

  /**
   * Delivers a webhook to the Muster, as an endpoint of the host's does.
   *
   * @param webhook one of {@link #webhooks()}, or one that was changed on its way
   * @return what the sender is told
   * @throws IllegalStateException if the host's configuration has no event feed
   */
  public final WebhookResult deliver(SignedWebhook webhook) {
    open();
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(webhook.headers());
    EventFeed feed =
        muster()
            .eventFeed()
            .orElseThrow(
                () -> new IllegalStateException("the host's configuration has no event feed"));
    return feed.receive(headers::get, webhook.bytes());
  }

  /**
   * Mints bearer tokens that the Muster takes, and such as it must refuse. Asked for by the host's
   * own configuration, for it to trust them: see {@link MusterKitBuilder#wired}.
   *
   * @return the same object on every call
   * @throws IllegalStateException if the host's configuration has bearer tokens of its own
   */
  public final AccessTokenMinter accessTokens() {
    open();
    return stores.accessTokens.minter(this::muster);
  }

  /**
   * Mints session cookies that the Muster takes, and such as it must refuse. Each sign-in is a call
   * in the ledger.
   *
   * @return the same object on every call
   * @throws IllegalArgumentException if the host's configuration has no sessions
   */
  public final CookieMinter cookies() {
    open();
    return cookies.get();
  }

  /**
   * Mints organization tokens that the Muster takes, and such as it must refuse. {@link
   * OrganizationActor#token()} is the Muster's own, whatever the host's configuration has.
   *
   * @return the same object on every call
   * @throws IllegalStateException if the host's configuration has organization tokens of its own
   */
  public final OrganizationTokenMinter organizationTokens() {
    open();
    return tokens.minter();
  }

  final KitHttp http() {
    open();
    return http.get();
  }
}
