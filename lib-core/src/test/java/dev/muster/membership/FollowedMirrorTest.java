package dev.muster.membership;

import static dev.muster.membership.ScriptedProvider.ACME;
import static dev.muster.membership.ScriptedProvider.ANN;
import static dev.muster.membership.ScriptedProvider.PROVIDER_INSTANCE;
import static dev.muster.membership.ScriptedProvider.ann;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipKey;
import dev.muster.name.RemovalId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.store.FeedPosition;
import dev.muster.store.MirrorEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a cold node may answer from a mirror that follows the provider's events. */
@Tag("MEM-10")
class FollowedMirrorTest {
  private static final MembershipKey KEY = new MembershipKey(PROVIDER_INSTANCE, ACME, ANN);
  private static final Freshness HALF_MINUTE = Freshness.within(Duration.ofSeconds(30));
  private static final Duration ALLOWANCE = Duration.ofSeconds(10);
  private static final Duration NEGATIVE = Duration.ofSeconds(5);
  private static final Membership MEMBER = ann(MembershipStatus.ACTIVE, 1, "admin");

  private final HandClock clock = new HandClock();
  private final Timeline timeline = clock.timeline();
  private final ScriptedProvider provider = new ScriptedProvider();
  private final FollowedMirror mirror = new FollowedMirror(clock);

  @BeforeEach
  void a_run_of_events_began_and_a_member_was_walked() {
    provider.says(MEMBER);
    mirror.begins(1);
    mirror.put(KEY, new MirrorEntry.Present(1, MEMBER, clock.instant()));
    clock.advance(Duration.ofHours(1));
    mirror.proves(ALLOWANCE);
  }

  @Test
  void a_row_of_this_run_is_as_of_the_position_and_costs_no_call() {
    Evidence found = read(HALF_MINUTE);
    assertThat(found.isMember()).isTrue();
    assertThat(found.source()).isEqualTo(Source.MIRROR);
    assertThat(Timeline.age(found.asOf(), timeline.now())).isEqualTo(ALLOWANCE);
    assertThat(Timeline.age(found.statedAt(), timeline.now())).isEqualTo(Duration.ofHours(1));
    assertThat(provider.lookups).hasValue(0);
  }

  @Test
  void a_row_of_before_this_run_proves_nothing_by_the_position() {
    removedElsewhere();
    mirror.position = new FeedPosition(2, clock.instant().minusSeconds(60), provenAt());
    assertThat(read(HALF_MINUTE).isMember()).isFalse();
  }

  @Test
  void control_a_position_that_speaks_for_every_row_serves_who_was_removed_before_it() {
    removedElsewhere();
    mirror.position = new FeedPosition(2, Instant.EPOCH, provenAt());
    assertThat(read(HALF_MINUTE).isMember()).isTrue();
  }

  @Test
  void a_position_that_lags_beyond_the_bound_sends_the_check_to_the_provider() {
    clock.advance(Duration.ofSeconds(20));
    assertThat(read(HALF_MINUTE).source()).isEqualTo(Source.MIRROR);
    clock.advance(Duration.ofMillis(1));
    assertThat(read(HALF_MINUTE).source()).isEqualTo(Source.LIVE);
  }

  @Test
  void a_position_ahead_of_the_stores_clock_counts_for_nothing() {
    FeedPosition old = Objects.requireNonNull(mirror.position);
    mirror.position = new FeedPosition(1, old.base(), clock.instant().plusMillis(1));
    assertThat(read(HALF_MINUTE).source()).isEqualTo(Source.LIVE);
    mirror.put(KEY, new MirrorEntry.Unknown());
    assertThat(read(Freshness.followed(Duration.ofHours(2))).source()).isEqualTo(Source.LIVE);
  }

  @Test
  void a_live_check_is_never_satisfied_by_the_feed() {
    mirror.proves(Duration.ZERO);
    assertThat(read(Freshness.live()).source()).isEqualTo(Source.LIVE);
  }

  @Test
  void a_missing_row_is_a_no_as_of_the_position_within_the_negative_bound_and_no_longer() {
    mirror.put(KEY, new MirrorEntry.Unknown());
    mirror.proves(NEGATIVE);
    Evidence no = read(HALF_MINUTE);
    assertThat(no.isMember()).isFalse();
    assertThat(no.source()).isEqualTo(Source.MIRROR);
    clock.advance(Duration.ofMillis(1));
    assertThat(read(HALF_MINUTE).isMember()).as("the provider says yes").isTrue();
  }

  @Test
  void without_a_complete_walk_a_missing_row_is_not_known_and_never_a_no() {
    mirror.put(KEY, new MirrorEntry.Unknown());
    mirror.position = null;
    assertThat(read(HALF_MINUTE).isMember()).isTrue();
  }

  @Test
  void control_a_position_before_the_walk_is_complete_denies_a_member() {
    mirror.put(KEY, new MirrorEntry.Unknown());
    mirror.proves(Duration.ZERO);
    assertThat(read(HALF_MINUTE).isMember()).isFalse();
  }

  @Test
  @Tag("MEM-5")
  void a_member_who_is_not_active_is_a_no_within_the_negative_bound() {
    mirror.put(KEY, new MirrorEntry.Present(2, ann(MembershipStatus.INACTIVE, 2), provenAt()));
    provider.says(ann(MembershipStatus.INACTIVE, 2));
    mirror.proves(NEGATIVE);
    assertThat(read(HALF_MINUTE).source()).isEqualTo(Source.MIRROR);
    clock.advance(Duration.ofMillis(1));
    assertThat(read(HALF_MINUTE).source()).isEqualTo(Source.LIVE);
  }

  @Test
  @Tag("MEM-7")
  void a_tombstone_goes_to_the_provider_as_ever() {
    mirror.ends(KEY, MEMBER);
    mirror.proves(Duration.ZERO);
    provider.answer = Optional::empty;
    assertThat(read(HALF_MINUTE).source()).isEqualTo(Source.LIVE);
  }

  @Test
  @Tag("FEED-4")
  void a_webhooks_word_is_confirmed_by_the_provider_before_it_serves() {
    mirror.states(KEY, ann(MembershipStatus.ACTIVE, 2, "member"), null);
    provider.says(ann(MembershipStatus.ACTIVE, 2, "member"));
    assertThat(read(HALF_MINUTE).source()).isEqualTo(Source.LIVE);
    assertThat(read(HALF_MINUTE).source()).isEqualTo(Source.MIRROR);
  }

  @Test
  void a_followed_check_is_served_by_the_feed_and_by_nothing_that_was_merely_read() {
    Freshness followed = Freshness.followed(Duration.ofSeconds(30));
    assertThat(read(followed).source()).isEqualTo(Source.MIRROR);
    mirror.put(KEY, new MirrorEntry.Present(1, MEMBER, clock.instant().minusSeconds(1)));
    mirror.position = null;
    assertThat(read(HALF_MINUTE).source()).isEqualTo(Source.MIRROR);
    assertThat(read(followed).source()).isEqualTo(Source.LIVE);
    clock.advance(Duration.ofHours(1));
    mirror.begins(2);
    mirror.put(KEY, new MirrorEntry.Present(1, MEMBER, clock.instant().minusSeconds(1)));
    assertThat(read(followed).source()).as("of before the run").isEqualTo(Source.LIVE);
  }

  @Test
  void a_row_that_was_read_after_the_position_is_for_a_followed_check_as_old_as_that() {
    clock.advance(Duration.ofSeconds(25));
    mirror.put(KEY, new MirrorEntry.Present(1, MEMBER, clock.instant()));
    assertThat(read(Freshness.followed(Duration.ofSeconds(35))).source()).isEqualTo(Source.MIRROR);
    assertThat(read(Freshness.followed(Duration.ofSeconds(34))).source()).isEqualTo(Source.LIVE);
    assertThat(read(HALF_MINUTE).source()).isEqualTo(Source.MIRROR);
  }

  @Test
  @Tag("MEM-8")
  void grace_in_an_outage_is_counted_from_what_the_feed_proves() {
    clock.advance(Duration.ofSeconds(21));
    provider.fails(new Unavailable("down", null));
    EvidenceReader graceful = reader(Duration.ofSeconds(60));
    assertThat(known(graceful, HALF_MINUTE).isStale()).isTrue();
    assertThat(known(graceful, Freshness.followed(Duration.ofSeconds(30))).isStale()).isTrue();
    assertThat(graceful.read(KEY, Freshness.live(), timeline.now()))
        .isInstanceOf(EvidenceResult.Failed.class);
    clock.advance(Duration.ofSeconds(60));
    assertThat(graceful.read(KEY, HALF_MINUTE, timeline.now()))
        .isInstanceOf(EvidenceResult.Failed.class);
  }

  @Test
  void a_deletion_of_somebody_unknown_meets_the_look_up_that_began_before_it() {
    mirror.put(KEY, new MirrorEntry.Unknown());
    deletedWhileAsked();
    assertThat(read(Freshness.live()).isMember()).isFalse();
    assertThat(mirror.entry(KEY)).isInstanceOf(MirrorEntry.Ended.class);
  }

  @Test
  void control_without_a_tombstone_the_late_write_back_serves_as_long_as_the_feed_is_healthy() {
    mirror.put(KEY, new MirrorEntry.Unknown());
    assertThat(read(Freshness.live()).isMember()).isTrue();
    provider.answer = Optional::empty;
    clock.advance(Duration.ofHours(1));
    mirror.proves(ALLOWANCE);
    assertThat(read(HALF_MINUTE).isMember()).isTrue();
  }

  @Test
  @Tag("ROLE-1")
  void the_word_of_the_mirror_is_told_without_a_call_and_as_old_as_it_is() {
    EvidenceReader reader = reader(Duration.ZERO);
    Evidence member = Objects.requireNonNull(reader.mirrored(KEY));
    assertThat(member.isMember()).isTrue();
    assertThat(Timeline.age(member.asOf(), timeline.now())).isEqualTo(ALLOWANCE);
    assertThat(Timeline.age(member.statedAt(), timeline.now())).isEqualTo(Duration.ofHours(1));

    mirror.put(KEY, new MirrorEntry.Ending(2, new RemovalId("removal_1"), MEMBER));
    assertThat(Objects.requireNonNull(reader.mirrored(KEY)).isMember()).isFalse();
    mirror.put(KEY, new MirrorEntry.Ended(3, MEMBER.id(), null, provenAt()));
    Evidence gone = Objects.requireNonNull(reader.mirrored(KEY));
    assertThat(gone.isMember()).isFalse();
    assertThat(gone.epoch()).isEqualTo(3);
    assertThat(Timeline.age(gone.asOf(), timeline.now())).isEqualTo(ALLOWANCE);

    mirror.put(KEY, new MirrorEntry.Present(4, MEMBER, Instant.EPOCH));
    assertThat(reader.mirrored(KEY)).as("must be read again").isNull();
    mirror.put(KEY, new MirrorEntry.Unknown());
    assertThat(reader.mirrored(KEY)).isNull();
    assertThat(provider.lookups).hasValue(0);
  }

  /** The provider's answer is older than the deletion that is told while it is under way. */
  private void deletedWhileAsked() {
    provider.answer =
        () -> {
          if (mirror.entry(KEY) instanceof MirrorEntry.Unknown) {
            mirror.ends(KEY, MEMBER);
          }
          return Optional.of(MEMBER);
        };
  }

  private void removedElsewhere() {
    provider.answer = Optional::empty;
  }

  private Instant provenAt() {
    return clock.instant().minus(ALLOWANCE);
  }

  private Evidence read(Freshness freshness) {
    return known(reader(Duration.ZERO), freshness);
  }

  private Evidence known(EvidenceReader by, Freshness freshness) {
    return TestEvidence.known(by.read(KEY, freshness, timeline.now()));
  }

  private EvidenceReader reader(Duration grace) {
    EvidenceReader.Policy policy =
        new EvidenceReader.Policy(Duration.ofMinutes(1), NEGATIVE, grace, 100, false);
    return new EvidenceReader(
        provider, mirror, timeline, policy, Runnable::run, event -> {}, ahead -> {});
  }
}
