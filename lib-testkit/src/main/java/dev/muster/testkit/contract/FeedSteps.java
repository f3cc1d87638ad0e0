package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.TokenId;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderEvent;
import dev.muster.store.ChangeLog;
import dev.muster.store.DirectoryStore;
import dev.muster.store.FeedPosition;
import dev.muster.store.FeedStore;
import dev.muster.store.FeedStore.Applied;
import dev.muster.store.FeedStore.Batch;
import dev.muster.store.FeedStore.Feed;
import dev.muster.store.MembershipStore.Verdict;
import dev.muster.store.MembershipStore.Write;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Notice;
import dev.muster.store.Observation;
import dev.muster.store.OrganizationTokenStore.Addition;
import dev.muster.store.OrganizationTokenStore.Grant;
import dev.muster.store.OrganizationTokenStore.Hash;
import dev.muster.store.OrganizationTokenStore.NewToken;
import dev.muster.store.OrganizationTokenStore.State;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** A provider instance of its own for each test, so that all of them can share one database. */
abstract class FeedSteps extends Suite {
  static final Duration LONG = Duration.ofHours(1);
  static final Instant UPDATED = Instant.parse("2026-01-01T00:00:00Z");
  static final int MANY = 1000;

  final ProviderInstance provider = new ProviderInstance("feed-" + UUID.randomUUID());
  final MembershipKey ann = key("org_1", "user_1");
  final MembershipKey bob = key("org_1", "user_2");
  final MembershipKey annElsewhere = key("org_2", "user_1");
  FeedUnderTest stage;
  FeedStore feed;
  ChangeLog log;
  private Instant start;
  private long mark;

  /**
   * Opens the stores of one database. Called once for each test; what other tests left in it is in
   * nobody's way.
   *
   * @return the stores
   * @throws Exception if they can't be opened; the test fails
   */
  protected abstract FeedUnderTest open() throws Exception;

  @BeforeEach
  final void openStores() throws Exception {
    stage = open();
    feed = stage.feed();
    log = stage.log();
    start = storeTime();
    mark = end();
  }

  final MembershipKey key(String organization, String user) {
    return new MembershipKey(provider, new OrganizationId(organization), new UserId(user));
  }

  final Instant storeTime() {
    return stage.memberships().find(ann).storeTime().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Store time of the beginning of the test, and so many seconds. */
  final Instant at(long seconds) {
    return start.plusSeconds(seconds);
  }

  /** Leads, and gives the fence. */
  final long lead(String node) {
    return feed.lead(provider, node, LONG).orElseThrow().fence();
  }

  /** Leads a run of events that began at the start of the test, at the cursor c0. */
  final long begun() {
    long fence = lead("node");
    assertThat(feed.begin(provider, fence, "c0", at(0))).isTrue();
    return fence;
  }

  /** The same, walked completely, and proven up to a second. */
  final long proven(long seconds) {
    long fence = begun();
    assertThat(feed.walked(provider, fence, state().generation(), at(0), true)).isTrue();
    assertThat(feed.apply(provider, fence, new Batch("c0", "c0", List.of(), at(seconds))))
        .isPresent();
    return fence;
  }

  final Feed state() {
    return feed.status(provider).feed();
  }

  final @Nullable FeedPosition position() {
    return stage.memberships().find(ann).position();
  }

  /** Applies events that come next. */
  final Applied apply(long fence, ProviderEvent... events) {
    String cursor = state().cursor();
    return feed.apply(provider, fence, new Batch(cursor, newId("c"), List.of(events), null))
        .orElseThrow();
  }

  static final String newId(String prefix) {
    return prefix + "-" + UUID.randomUUID();
  }

  static final ProviderEvent event(ProviderEvent.What what) {
    return new ProviderEvent(newId("event"), UPDATED, what);
  }

  static final ProviderEvent stated(Membership membership) {
    return event(new ProviderEvent.MembershipStated(membership));
  }

  static final ProviderEvent ended(Membership membership) {
    return event(new ProviderEvent.MembershipEnded(membership));
  }

  static final ProviderEvent organizationEnded(String id) {
    return event(new ProviderEvent.OrganizationEnded(new OrganizationId(id)));
  }

  /** The first membership of a key, changed so many seconds after it began. */
  static final Membership member(MembershipKey key, long seconds) {
    return Cast.member(key, "om_1", UPDATED.plusSeconds(seconds));
  }

  /** The membership of somebody who joined again later. */
  static final Membership again(MembershipKey key, long seconds) {
    return Cast.member(key, "om_2", UPDATED.plusSeconds(seconds));
  }

  /** Lets the mirror see somebody as the provider states the membership, as of a second. */
  final Write seen(MembershipKey key, Membership membership, long seconds) {
    Observation seen = new Observation.Seen(membership, at(seconds));
    return stage.memberships().record(key, seen, entry(key).epoch());
  }

  final void mirrored(MembershipKey... keys) {
    for (MembershipKey key : keys) {
      assertThat(seen(key, member(key, 0), 0).verdict()).isEqualTo(Verdict.ACCEPTED);
    }
  }

  final MirrorEntry entry(MembershipKey key) {
    return stage.memberships().find(key).entry();
  }

  final MirrorEntry.Present present(MembershipKey key) {
    assertThat(entry(key)).isInstanceOf(MirrorEntry.Present.class);
    return (MirrorEntry.Present) entry(key);
  }

  final MirrorEntry.Ended tombstone(MembershipKey key) {
    assertThat(entry(key)).isInstanceOf(MirrorEntry.Ended.class);
    return (MirrorEntry.Ended) entry(key);
  }

  final void registered(String id, String slug) {
    Organization stated = new Organization(new OrganizationId(id), slug);
    assertThat(
            stage
                .directory()
                .add(provider, new DirectoryStore.Entry(stated, new OrganizationSlug(slug))))
        .isTrue();
  }

  /** Gives somebody a token. */
  final Hash token(MembershipKey whose, @Nullable String session) {
    String hex = UUID.randomUUID().toString().replace("-", "");
    Hash hash = new Hash(hex + hex);
    Grant grant = new Grant(whose, new MembershipId("om_1"), null, Set.of(), session, "");
    NewToken token = new NewToken(new TokenId("token-" + hex), hash, grant, LONG);
    assertThat(stage.tokens().add(token, stage.tokens().epoch(whose), 10))
        .isEqualTo(Addition.ADDED);
    return hash;
  }

  final Optional<State> token(Hash hash) {
    return stage.tokens().find(hash).map(found -> found.token().state());
  }

  final void isDead(Hash... hashes) {
    for (Hash hash : hashes) {
      assertThat(token(hash).filter(state -> state != State.REVOKED)).isEmpty();
    }
  }

  /** The number at the end of the log. */
  final long end() {
    return log.read(provider, ChangeLog.NOTHING, MANY).last();
  }

  /** What the log holds since the last call, or since the beginning of the test. */
  final List<Notice> notices() {
    ChangeLog.Slice slice = log.read(provider, mark, MANY);
    assertThat(slice.complete()).isTrue();
    assertThat(slice.gap()).isFalse();
    mark = slice.last();
    return slice.entries().stream().map(ChangeLog.Entry::notice).toList();
  }

  final Notice told(MembershipKey key) {
    return new Notice.OfMembership(key, entry(key).epoch());
  }

  static void refuses(String parameter, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(parameter);
  }
}
