package dev.muster.testkit.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.feed.FeedEvent;
import dev.muster.feed.FeedStatus;
import dev.muster.feed.WebhookResult;
import dev.muster.membership.Failure;
import dev.muster.membership.Freshness;
import dev.muster.store.WalkStore.Phase;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("KIT-3")
@Tag("KIT-1")
class KitTimeTest {
  private static MusterKit remembering() {
    return MusterKit.with(
        kit -> kit.muster(host -> host.freshness(Freshness.within(Duration.ofHours(1)))));
  }

  private static Decision check(MusterKit kit) {
    return kit.actingAs("u2").in("acme").check(Requirement.member());
  }

  @Test
  void what_happened_is_known_after_the_feed_has_followed_and_not_before() {
    try (MusterKit kit = remembering()) {
      kit.org("acme").admin("u1").member("u2");
      assertThat(check(kit)).isInstanceOf(Decision.Granted.class);
      kit.follow();
      kit.provider().remove("u2", "acme");
      assertThat(check(kit)).isInstanceOf(Decision.Granted.class);
      Instant before = kit.clock().instant();
      kit.follow();
      assertThat(check(kit)).isInstanceOf(Decision.Denied.class);
      assertThat(Duration.between(before, kit.clock().instant())).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void the_first_turn_walks_through_all_there_is() {
    try (MusterKit kit = MusterKit.with(builder -> builder.pageSize(1))) {
      kit.org("acme").admin("u1").member("u2", "u3", "u4");
      kit.org("other").admin("u1");
      kit.follow();
      FeedStatus status = kit.muster().eventFeed().orElseThrow().status();
      assertThat(status.walk().phase()).isEqualTo(Phase.COMPLETE);
      assertThat(status.position()).isNotNull();
      assertThat(kit.audit().of(FeedEvent.Walked.class)).hasSize(1);
    }
  }

  @Test
  void a_follower_keeps_evidence_young_so_that_nobody_asks() {
    try (MusterKit kit =
        MusterKit.with(
            builder ->
                builder.muster(
                    host -> host.freshness(Freshness.followed(Duration.ofSeconds(20)))))) {
      kit.org("acme").admin("u1").member("u2");
      kit.follow();
      assertThat(check(kit)).isInstanceOf(Decision.Granted.class);
      kit.calls().reset();
      kit.clock().advance(Duration.ofMinutes(10));
      kit.follow();
      assertThat(check(kit)).isInstanceOf(Decision.Granted.class);
      assertThat(kit.calls().count(Operation.FIND_MEMBERSHIP)).isZero();
    }
  }

  @Test
  void a_provider_that_is_down_is_not_waited_for() {
    try (MusterKit kit = remembering()) {
      kit.org("acme").member("u2");
      kit.provider().down();
      kit.follow();
      assertThat(kit.audit().of(FeedEvent.Failing.class)).isNotEmpty();
      kit.provider().up();
      kit.clock().advance(Duration.ofMinutes(5));
      kit.follow();
      assertThat(kit.muster().eventFeed().orElseThrow().status().position()).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_provider_is_followed_as_far_as_it_tells(ProviderProfile profile) {
    try (MusterKit kit = MusterKit.with(builder -> builder.profile(profile))) {
      kit.org("acme").admin("u1").member("u2");
      kit.follow();
      kit.follow();
      assertThat(kit.audit().of(FeedEvent.Failing.class)).isEmpty();
      assertThat(kit.audit().of(FeedEvent.Walked.class)).isNotEmpty();
    }
  }

  @Test
  void a_webhook_that_is_delivered_ends_what_is_remembered_and_a_forged_one_does_not() {
    try (MusterKit kit = remembering()) {
      kit.org("acme").admin("u1").member("u2").member("u3");
      assertThat(check(kit)).isInstanceOf(Decision.Granted.class);
      assertThat(kit.webhooks().take()).as("of what was there before the test").isEmpty();
      kit.provider().remove("u3", "acme").remove("u2", "acme");
      var sent = kit.webhooks().take();
      SignedWebhook removal = sent.get(1);
      assertThat(kit.deliver(removal.tampered(sent.get(0).body())))
          .isInstanceOf(WebhookResult.Refused.class);
      assertThat(check(kit)).isInstanceOf(Decision.Granted.class);
      assertThat(kit.deliver(removal)).isInstanceOf(WebhookResult.Taken.class);
      assertThat(check(kit)).isInstanceOf(Decision.Denied.class);
    }
  }

  @Test
  void a_lease_is_checked_again_as_time_passes() {
    try (MusterKit kit = MusterKit.standard()) {
      kit.org("acme").member("u2");
      List<Decision> ends = new ArrayList<>();
      var unused =
          kit.muster()
              .leases(kit.scheduler())
              .hold(
                  kit.actingAs("u2").in("acme").require(Requirement.member()),
                  Freshness.within(Duration.ofSeconds(30)),
                  ends::add);
      kit.pass(Duration.ofMinutes(5));
      kit.provider().remove("u2", "acme");
      assertThat(ends).isEmpty();
      kit.pass(Duration.ofSeconds(30));
      assertThat(ends).hasSize(1);
    }
  }

  @Test
  void a_walk_that_does_not_end_is_told() {
    try (MusterKit kit = MusterKit.with(builder -> builder.pageSize(1))) {
      OrganizationFixture acme = kit.org("acme");
      for (int member = 0; member < 400; member++) {
        acme.member("u" + member);
      }
      Following following = new Following(kit.clock(), new Turns(), 1);
      following.begin(kit.muster());
      assertThatIllegalStateException()
          .isThrownBy(following::turn)
          .withMessageContaining("is not over after 1 turns of PT0.3S");
      following.close();
    }
  }

  /** Holds the look-up of a membership back while time passes, before the role is written. */
  private static Decision heldFor(Duration time) throws Exception {
    Hold hold = new Hold();
    try (MusterKit kit = MusterKit.standard()) {
      kit.org("acme").member("u2");
      kit.provider().next(Operation.FIND_MEMBERSHIP, new Fault.LateAnswer(hold));
      Callers<Decision> caller = kit.atOnce(() -> check(kit)).until(hold);
      kit.clock().advance(time);
      hold.release();
      return caller.answer(0);
    }
  }

  @Test
  void the_deadline_of_a_decision_is_counted_by_the_kits_clock() throws Exception {
    assertThat(heldFor(Duration.ZERO)).isInstanceOf(Decision.Granted.class);
    assertThat(heldFor(Duration.ofSeconds(6)))
        .isInstanceOfSatisfying(
            Decision.Undecided.class,
            late -> assertThat(late.failure()).isEqualTo(Failure.of(Failure.Cause.TIMED_OUT)));
  }
}
