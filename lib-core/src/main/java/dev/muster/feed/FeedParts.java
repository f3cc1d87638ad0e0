package dev.muster.feed;

import dev.muster.membership.EvidenceReader;
import dev.muster.membership.MembershipEvent;
import dev.muster.membership.Timeline;
import dev.muster.membership.Watermark;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.EventSource;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.WebhookSource;
import dev.muster.role.RoleMap;
import dev.muster.role.RoleSynchronizer;
import dev.muster.store.ChangeLog;
import dev.muster.store.DirectoryStore;
import dev.muster.store.FeedStore;
import dev.muster.store.InvalidationBus;
import dev.muster.store.MembershipStore;
import dev.muster.store.Notice;
import dev.muster.store.RoleStore;
import dev.muster.store.WalkStore;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link EventFeed} is made of.
 *
 * @param provider the provider
 * @param memberships the mirror
 * @param directory the register of organizations
 * @param roleStore where the host keeps roles
 * @param map the host's roles
 * @param roles makes the host's roles follow
 * @param evidence this node's memory of evidence
 * @param watermark up to when that memory follows
 * @param timeline the clocks
 * @param clock the wall clock
 * @param random for the spread of retries
 * @param log what changed
 * @param bus wakes the nodes, or null for none
 * @param store where the feed stands, or null for the change log alone
 * @param settings how the host runs it
 * @param events the provider's log of events, or null for none
 * @param webhooks the provider's webhooks, or null for none
 * @param walks how far walks have come, or null without a feed
 * @param walk everything the provider knows, or null without a feed
 * @param forget forgets what this node remembers of what a notice names; must not throw
 * @param forgetAll forgets all that the notices of a log could name; must not throw
 * @param heard hears of memberships and organizations; must not throw
 * @param tell hears what happened; must not throw
 */
public record FeedParts(
    IdentityProvider provider,
    MembershipStore memberships,
    DirectoryStore directory,
    RoleStore roleStore,
    RoleMap map,
    RoleSynchronizer roles,
    EvidenceReader evidence,
    Watermark watermark,
    Timeline timeline,
    InstantSource clock,
    RandomGenerator random,
    ChangeLog log,
    @Nullable InvalidationBus bus,
    @Nullable FeedStore store,
    FeedSettings settings,
    @Nullable EventSource events,
    @Nullable WebhookSource webhooks,
    @Nullable WalkStore walks,
    @Nullable DirectoryWalk walk,
    Consumer<Notice> forget,
    Runnable forgetAll,
    Consumer<MembershipEvent> heard,
    Consumer<FeedEvent> tell) {
  /** Checks what is required. */
  public FeedParts {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(memberships, "memberships");
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(roleStore, "roleStore");
    Objects.requireNonNull(map, "map");
    Objects.requireNonNull(roles, "roles");
    Objects.requireNonNull(evidence, "evidence");
    Objects.requireNonNull(watermark, "watermark");
    Objects.requireNonNull(timeline, "timeline");
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(random, "random");
    Objects.requireNonNull(log, "log");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(forget, "forget");
    Objects.requireNonNull(forgetAll, "forgetAll");
    Objects.requireNonNull(heard, "heard");
    Objects.requireNonNull(tell, "tell");
  }
}
