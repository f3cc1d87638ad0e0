package dev.muster.proof.simulation;

import dev.muster.feed.EventFeed;
import dev.muster.feed.FeedEvent;
import dev.muster.feed.FeedParts;
import dev.muster.feed.FeedSettings;
import dev.muster.feed.WebhookResult;
import dev.muster.membership.BoundedCalls;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.EvidenceResult;
import dev.muster.membership.Freshness;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.EventSource;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.WebhookSource;
import dev.muster.role.EndedRolePolicy;
import dev.muster.role.RoleMap;
import dev.muster.role.RolePolicies;
import dev.muster.role.RoleSynchronizer;
import dev.muster.role.UnknownRolePolicy;
import dev.muster.store.InvalidationBus;
import dev.muster.store.Notice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** A running process of the feed's simulation: a real reader of evidence, and a real feed. */
final class FeedProcess {
  static final RoleMap ROLES =
      RoleMap.builder().role("member", "read").role("admin", "read", "write").build();

  private static final Duration DEADLINE = Duration.ofMinutes(10);

  private final EvidenceReader reader;
  private final EventFeed feed;
  private final Timeline timeline;

  FeedProcess(
      Outside outside,
      NodeClock clock,
      long seed,
      FeedSettings settings,
      ScheduledExecutorService scheduler,
      Consumer<FeedEvent> tell) {
    timeline = clock.timeline();
    InstantSource wall = () -> Instant.EPOCH.plusNanos(timeline.now().wallNanos());
    SimDatabase database = outside.database();
    reader =
        new EvidenceReader(
            outside.provider(),
            database.memberships(),
            timeline,
            new EvidenceReader.Policy(
                DEADLINE, Simulation.NEGATIVE_BOUND, Simulation.GRACE, 100, false),
            Runnable::run,
            event -> {},
            ahead -> {});
    RoleSynchronizer roles =
        new RoleSynchronizer(
            ROLES,
            new RolePolicies(UnknownRolePolicy.keep(), EndedRolePolicy.CLEAR),
            database.roles(),
            timeline,
            new BoundedCalls(Runnable::run, timeline, DEADLINE),
            100,
            event -> {});
    feed =
        new EventFeed(
            new FeedParts(
                outside.lookUps(),
                database.memberships(),
                database.directory(),
                database.roles(),
                ROLES,
                roles,
                reader,
                reader.watermark(),
                timeline,
                wall,
                new Random(seed),
                database.log(),
                outside.bus(),
                database.feed(),
                settings,
                outside.events(),
                outside.webhooks(),
                database.walks(),
                outside.walk(),
                this::forget,
                reader::forgetAll,
                event -> {},
                tell));
    var unused = feed.run(scheduler);
  }

  EvidenceResult read(MembershipKey key, Freshness freshness) {
    return reader.read(key, freshness, timeline.now());
  }

  void invalidate(MembershipKey key) {
    reader.invalidate(key);
  }

  WebhookResult receive(String message) {
    return feed.receive(name -> null, message.getBytes(StandardCharsets.UTF_8));
  }

  EventFeed feed() {
    return feed;
  }

  private void forget(Notice notice) {
    if (notice instanceof Notice.OfMembership of) {
      reader.invalidate(of.key());
    } else if (notice instanceof Notice.OfOrganization of && of.ended()) {
      reader.invalidate(of.organization());
    }
  }

  /**
   * What a process can reach.
   *
   * @param provider the provider, for checks
   * @param lookUps the provider, for the feed
   * @param events its log
   * @param walk its lists
   * @param webhooks its messages
   * @param database the stores
   * @param bus wakes it
   */
  record Outside(
      IdentityProvider provider,
      IdentityProvider lookUps,
      EventSource events,
      DirectoryWalk walk,
      WebhookSource webhooks,
      SimDatabase database,
      InvalidationBus bus) {}
}
