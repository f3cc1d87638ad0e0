package dev.muster.membership;

import static dev.muster.membership.ScriptedProvider.ACME;
import static dev.muster.membership.ScriptedProvider.ANN;
import static dev.muster.membership.ScriptedProvider.PROVIDER_INSTANCE;
import static dev.muster.membership.ScriptedProvider.ann;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.store.MirrorEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a node's memory moves with the provider's events, and when it does not. */
@Tag("MEM-10")
@Tag("FEED-8")
class FollowedMemoryTest {
  private static final MembershipKey KEY = new MembershipKey(PROVIDER_INSTANCE, ACME, ANN);
  private static final Freshness HALF_MINUTE = Freshness.within(Duration.ofSeconds(30));
  private static final Freshness FOLLOWED = Freshness.followed(Duration.ofSeconds(30));
  private static final Duration ALLOWANCE = Duration.ofSeconds(10);
  private static final Membership MEMBER = ann(MembershipStatus.ACTIVE, 1, "admin");

  private final HandClock clock = new HandClock();
  private final Timeline timeline = clock.timeline();
  private final ScriptedProvider provider = new ScriptedProvider();
  private final FollowedMirror mirror = new FollowedMirror(clock);
  private final List<Runnable> inBackground = new ArrayList<>();
  private boolean background;
  private final EvidenceReader reader = reader();

  @BeforeEach
  void a_run_of_events_began() {
    provider.says(MEMBER);
    mirror.begins(1);
  }

  @Test
  void what_the_provider_said_and_the_mirror_took_serves_from_memory_while_the_feed_is_healthy() {
    read(Freshness.live());
    for (int hour = 0; hour < 10; hour++) {
      clock.advance(Duration.ofHours(1));
      follow(1);
      assertThat(read(HALF_MINUTE).source()).isEqualTo(Source.CACHE);
      assertThat(read(FOLLOWED).source()).isEqualTo(Source.CACHE);
      assertThat(Timeline.age(read(HALF_MINUTE).asOf(), timeline.now())).isEqualTo(ALLOWANCE);
    }
    assertThat(provider.lookups).hasValue(1);
    assertThat(mirror.finds).isEqualTo(1);
  }

  @Test
  void what_the_mirror_said_does_too_and_a_held_yes_still_serves() {
    mirror.put(KEY, new MirrorEntry.Present(1, MEMBER, clock.instant()));
    clock.advance(Duration.ofHours(1));
    mirror.proves(ALLOWANCE);
    read(HALF_MINUTE);
    Evidence held = read(HALF_MINUTE);
    clock.advance(Duration.ofHours(1));
    assertThat(reader.stillServes(held, HALF_MINUTE, age(held, HALF_MINUTE))).isFalse();
    follow(1);
    assertThat(reader.stillServes(held, HALF_MINUTE, age(held, HALF_MINUTE))).isTrue();
    assertThat(reader.stillServes(held, FOLLOWED, age(held, FOLLOWED))).isTrue();
    assertThat(reader.stillServes(held, Freshness.live(), age(held, Freshness.live()))).isFalse();
    assertThat(provider.lookups).hasValue(0);
  }

  @Test
  void a_feed_that_stands_still_lets_ages_grow_until_the_provider_is_asked() {
    read(Freshness.live());
    clock.advance(Duration.ofHours(1));
    follow(1);
    clock.advance(Duration.ofSeconds(20));
    assertThat(read(HALF_MINUTE).source()).isEqualTo(Source.CACHE);
    clock.advance(Duration.ofMillis(1));
    assertThat(read(HALF_MINUTE).source()).isEqualTo(Source.LIVE);
  }

  @Test
  void a_withdrawn_watermark_leaves_what_was_read_as_old_as_it_is() {
    Evidence held = remembered();
    clock.advance(Duration.ofHours(1));
    follow(1);
    reader.watermark().withdraw();
    assertThat(age(held, HALF_MINUTE)).isEqualTo(Duration.ofHours(1).toNanos());
  }

  @Test
  void what_was_forgotten_is_never_moved_by_a_mark_that_was_raised_after_it() {
    Evidence held = remembered();
    clock.advance(Duration.ofHours(1));
    reader.invalidate(KEY);
    follow(1);
    assertThat(age(held, HALF_MINUTE)).isEqualTo(Duration.ofHours(1).toNanos());
    assertThat(held.asOf()).isEqualTo(held.statedAt());
  }

  @Test
  void what_was_read_in_another_run_of_events_is_not_moved() {
    remembered();
    removedWhileNobodyFollowed();
    follow(2);
    assertThat(read(HALF_MINUTE).isMember()).isFalse();
  }

  @Test
  void control_a_mark_of_any_run_serves_who_was_removed_between_two() {
    remembered();
    removedWhileNobodyFollowed();
    follow(1);
    assertThat(read(HALF_MINUTE).isMember()).isTrue();
  }

  @Test
  void what_was_read_without_a_position_is_not_moved() {
    mirror.position = null;
    Evidence held = remembered();
    clock.advance(Duration.ofHours(1));
    mirror.begins(1);
    follow(1);
    assertThat(age(held, HALF_MINUTE)).isEqualTo(Duration.ofHours(1).toNanos());
    assertThat(age(held, FOLLOWED)).isEqualTo(Timeline.TOO_OLD_NANOS);
  }

  @Test
  @Tag("MEM-5")
  void a_no_is_not_moved_so_that_a_newcomer_gets_in() {
    provider.answer = Optional::empty;
    mirror.position = null;
    read(Freshness.live());
    mirror.begins(1);
    clock.advance(Duration.ofSeconds(6));
    provider.says(MEMBER);
    follow(1);
    assertThat(read(HALF_MINUTE).isMember()).isTrue();
    provider.says(ann(MembershipStatus.INACTIVE, 2));
    read(Freshness.live());
    clock.advance(Duration.ofSeconds(6));
    reader.watermark().raise(1, timeline.now());
    provider.says(ann(MembershipStatus.ACTIVE, 3));
    assertThat(read(HALF_MINUTE).isMember()).isTrue();
  }

  @Test
  @Tag("MEM-7")
  void a_look_up_under_way_when_its_key_is_forgotten_leaves_nothing_that_a_mark_could_move() {
    provider.answer =
        () -> {
          if (provider.lookups.get() == 1) {
            mirror.states(KEY, ann(MembershipStatus.INACTIVE, 2), null);
            reader.invalidate(KEY);
            clock.advance(Duration.ofSeconds(11));
            follow(1);
            return Optional.of(MEMBER);
          }
          return Optional.of(ann(MembershipStatus.INACTIVE, 2));
        };
    assertThat(read(HALF_MINUTE).isMember()).isFalse();
  }

  @Test
  void a_request_that_began_before_a_mark_does_not_take_it_for_a_read_of_its_own() {
    Evidence held = remembered();
    clock.advance(Duration.ofNanos(1));
    Moment start = timeline.now();
    clock.advance(Duration.ofSeconds(40));
    follow(1);
    assertThat(held.asOf().isNotBefore(start)).isTrue();
    assertThat(held.isStatedSince(start)).isFalse();
    assertThat(held.serves(Freshness.live(), start, timeline.now())).isFalse();
    assertThat(held.serves(HALF_MINUTE, start, timeline.now())).isTrue();
  }

  @Test
  void a_clock_that_was_read_before_the_mark_was_raised_sees_the_older_proof() {
    Evidence held = remembered();
    clock.advance(Duration.ofSeconds(20));
    Moment before = timeline.now();
    clock.advance(Duration.ofSeconds(20));
    reader.watermark().raise(1, timeline.now());
    assertThat(held.ageNanos(HALF_MINUTE, before)).isEqualTo(Duration.ofSeconds(20).toNanos());
  }

  @Test
  @Tag("MEM-6")
  void while_the_feed_vouches_nothing_is_read_ahead_and_without_it_as_before() {
    remembered();
    background = true;
    clock.advance(Duration.ofSeconds(40));
    reader.watermark().raise(1, timeline.now().minus(Duration.ofSeconds(28)));
    assertThat(read(HALF_MINUTE).source()).isEqualTo(Source.CACHE);
    assertThat(inBackground).isEmpty();
    background = false;
    read(Freshness.live());
    background = true;
    reader.watermark().withdraw();
    clock.advance(Duration.ofSeconds(28));
    assertThat(read(HALF_MINUTE).source()).isEqualTo(Source.CACHE);
    assertThat(inBackground).hasSize(1);
  }

  @Test
  @Tag("FEED-7")
  void holders_of_a_role_are_forgotten_and_nobody_else() {
    remembered();
    reader.invalidate(new RoleSlug("member"), null);
    reader.invalidate(new RoleSlug("admin"), new OrganizationId("org_other"));
    assertThat(read(HALF_MINUTE).source()).isEqualTo(Source.CACHE);
    reader.invalidate(new RoleSlug("admin"), ACME);
    assertThat(read(HALF_MINUTE).source()).isEqualTo(Source.MIRROR);
    read(HALF_MINUTE);
    reader.invalidate(new RoleSlug("admin"), null);
    assertThat(read(HALF_MINUTE).source()).isEqualTo(Source.MIRROR);
  }

  @Test
  @Tag("FEED-8")
  void everything_can_be_forgotten_yes_and_no_and_look_ups_under_way() {
    Evidence held = remembered();
    MembershipKey stranger =
        new MembershipKey(PROVIDER_INSTANCE, new OrganizationId("org_other"), ANN);
    provider.answer = Optional::empty;
    reader.read(stranger, Freshness.live(), timeline.now());
    reader.forgetAll();
    assertThat(held.isRemembered()).isFalse();
    int asked = provider.lookups.get();
    mirror.position = null;
    reader.read(stranger, HALF_MINUTE, timeline.now());
    assertThat(provider.lookups).as("the no is gone").hasValue(asked + 1);
    provider.answer =
        () -> {
          if (provider.lookups.get() == asked + 2) {
            reader.forgetAll();
            return Optional.of(MEMBER);
          }
          return Optional.empty();
        };
    assertThat(read(Freshness.live()).isMember()).isFalse();
  }

  private void removedWhileNobodyFollowed() {
    provider.answer = Optional::empty;
    clock.advance(Duration.ofHours(1));
    mirror.begins(2);
  }

  /** The node's follower has read the log up to a position that is as old as the allowance. */
  private void follow(long generation) {
    reader.watermark().raise(generation, timeline.now().minus(ALLOWANCE));
  }

  private Evidence remembered() {
    read(Freshness.live());
    return read(HALF_MINUTE);
  }

  private long age(Evidence evidence, Freshness freshness) {
    return evidence.ageNanos(freshness, timeline.now());
  }

  private Evidence read(Freshness freshness) {
    return TestEvidence.known(reader.read(KEY, freshness, timeline.now()));
  }

  private EvidenceReader reader() {
    EvidenceReader.Policy policy =
        new EvidenceReader.Policy(
            Duration.ofHours(1), Duration.ofSeconds(5), Duration.ZERO, 100, true);
    return new EvidenceReader(
        provider,
        mirror,
        timeline,
        policy,
        lookup -> {
          if (background) {
            inBackground.add(lookup);
          } else {
            lookup.run();
          }
        },
        event -> {},
        ahead -> {});
  }
}
