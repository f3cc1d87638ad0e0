package dev.muster.role;

import static dev.muster.membership.ScriptedProvider.ann;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.membership.BoundedCalls;
import dev.muster.membership.Evidence;
import dev.muster.membership.Failure;
import dev.muster.membership.HandClock;
import dev.muster.membership.Source;
import dev.muster.membership.TestEvidence;
import dev.muster.membership.Timeline;
import dev.muster.membership.Watermark;
import dev.muster.name.MembershipKey;
import dev.muster.name.Role;
import dev.muster.provider.MembershipStatus;
import dev.muster.store.RoleStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RoleSynchronizerTest {
  private static final Role ADMIN = new Role("admin");
  private static final Role MEMBER = new Role("member");

  private final HandClock clock = new HandClock();
  private final Timeline timeline = clock.timeline();
  private final CountingRoles store = new CountingRoles();
  private final List<RoleEvent> events = new ArrayList<>();
  private final RoleMap map = RoleMap.builder().role("admin").role("member").build();
  private final RoleSynchronizer roles = synchronizer(UnknownRolePolicy.keep());

  private RoleSynchronizer synchronizer(UnknownRolePolicy policy) {
    BoundedCalls calls = new BoundedCalls(Runnable::run, timeline, Duration.ofSeconds(5));
    return new RoleSynchronizer(
        map, RolePolicies.of(policy), store, timeline, calls, 100, events::add);
  }

  private RoleResult synchronize(Evidence evidence) {
    return roles.synchronize(evidence, timeline.now());
  }

  private Evidence live(MembershipStatus status, String... slugs) {
    clock.advance(Duration.ofMillis(1));
    return TestEvidence.of(ann(status, 1, slugs), true, timeline.now(), Source.LIVE, 1);
  }

  private void hostHas(Role role) {
    MembershipKey key = live(MembershipStatus.ACTIVE).key();
    store.inner.swap(key, new RoleStore.Change(store.inner.find(key).orElse(null), role));
  }

  private Optional<Role> hosts() {
    return store.inner.find(live(MembershipStatus.ACTIVE).key());
  }

  @Test
  @Tag("ROLE-1")
  @Tag("ROLE-2")
  void a_difference_is_one_write_and_no_difference_is_none() {
    assertThat(synchronize(live(MembershipStatus.ACTIVE, "member")))
        .isEqualTo(new RoleResult.Settled(MEMBER));
    assertThat(store.swaps).isEqualTo(1);
    assertThat(synchronize(live(MembershipStatus.ACTIVE, "member")))
        .isEqualTo(new RoleResult.Settled(MEMBER));
    assertThat(store.swaps).isEqualTo(1);
    assertThat(store.finds).isEqualTo(1);
    assertThat(hosts()).contains(MEMBER);
    assertThat(events).hasSize(1).first().isInstanceOf(RoleEvent.RoleChanged.class);
  }

  @Test
  @Tag("ROLE-1")
  void a_raise_at_the_provider_is_seen_with_the_next_evidence() {
    synchronize(live(MembershipStatus.ACTIVE, "member"));
    assertThat(synchronize(live(MembershipStatus.ACTIVE, "admin")))
        .isEqualTo(new RoleResult.Settled(ADMIN));
    assertThat(hosts()).contains(ADMIN);
  }

  @Test
  @Tag("ROLE-3")
  void an_unknown_slug_keeps_the_role_and_is_reported_once() {
    hostHas(ADMIN);
    assertThat(synchronize(live(MembershipStatus.ACTIVE, "wizard")))
        .isEqualTo(new RoleResult.Settled(ADMIN));
    clock.advance(Duration.ofMinutes(1));
    synchronize(live(MembershipStatus.ACTIVE, "wizard"));
    assertThat(hosts()).contains(ADMIN);
    assertThat(events).hasSize(1).first().isInstanceOf(RoleEvent.UnknownRole.class);
  }

  @Test
  @Tag("ROLE-3")
  void keeping_never_creates_a_role() {
    assertThat(synchronize(live(MembershipStatus.ACTIVE, "wizard")))
        .isEqualTo(new RoleResult.Settled(null));
    assertThat(hosts()).isEmpty();
  }

  @Test
  @Tag("ROLE-3")
  void a_declared_fallback_is_used_for_an_unknown_slug() {
    hostHas(ADMIN);
    assertThat(
            synchronizer(UnknownRolePolicy.fallback(MEMBER))
                .synchronize(live(MembershipStatus.ACTIVE, "wizard"), timeline.now()))
        .isEqualTo(new RoleResult.Settled(MEMBER));
    assertThat(hosts()).contains(MEMBER);
  }

  @Test
  @Tag("ROLE-3")
  void a_policy_that_denies_changes_nothing() {
    hostHas(ADMIN);
    assertThat(
            synchronizer(UnknownRolePolicy.deny())
                .synchronize(live(MembershipStatus.ACTIVE, "wizard"), timeline.now()))
        .isEqualTo(new RoleResult.DeniedUnknown());
    assertThat(hosts()).contains(ADMIN);
  }

  @Test
  @Tag("ROLE-4")
  void an_ended_membership_clears_the_role() {
    hostHas(ADMIN);
    synchronize(live(MembershipStatus.INACTIVE, "admin"));
    assertThat(hosts()).isEmpty();
  }

  @Test
  @Tag("ROLE-4")
  void a_provider_that_does_not_know_the_organization_clears_nothing() {
    hostHas(ADMIN);
    synchronize(TestEvidence.of(null, false, timeline.now(), Source.LIVE, 1));
    assertThat(hosts()).contains(ADMIN);
  }

  @Test
  @Tag("ROLE-2")
  void a_stranger_costs_no_statement() {
    synchronize(TestEvidence.of(null, true, timeline.now(), Source.LIVE, 0));
    assertThat(store.finds + store.swaps).isZero();
  }

  @Test
  @Tag("ROLE-7")
  void a_role_written_by_somebody_else_is_corrected_within_thirty_seconds() {
    synchronize(live(MembershipStatus.ACTIVE, "member"));
    hostHas(ADMIN);
    clock.advance(RoleSynchronizer.RECHECK);
    assertThat(synchronize(live(MembershipStatus.ACTIVE, "member")))
        .isEqualTo(new RoleResult.Settled(MEMBER));
    assertThat(hosts()).contains(MEMBER);
    assertThat(events).hasSize(2);
  }

  @Test
  @Tag("ROLE-2")
  void remembered_evidence_never_overwrites_what_another_node_wrote() {
    hostHas(MEMBER);
    Evidence old =
        TestEvidence.of(
            ann(MembershipStatus.ACTIVE, 1, "admin"), true, timeline.now(), Source.CACHE, 1);
    synchronize(old);
    assertThat(hosts()).contains(MEMBER);
    assertThat(store.swaps).isZero();
  }

  @Test
  @Tag("ROLE-4")
  void what_a_remembered_no_may_not_clear_the_next_word_of_the_provider_clears() {
    hostHas(ADMIN);
    Evidence no = live(MembershipStatus.INACTIVE);
    synchronize(TestEvidence.of(null, true, no.asOf(), Source.CACHE, 1));
    assertThat(hosts()).contains(ADMIN);
    synchronize(live(MembershipStatus.INACTIVE));
    assertThat(hosts()).isEmpty();
  }

  @Test
  @Tag("MEM-10")
  @Tag("ROLE-2")
  void a_mark_of_the_feed_is_not_the_time_of_a_providers_word() {
    hostHas(MEMBER);
    Watermark watermark = new Watermark();
    Evidence remembered = TestEvidence.followed(live(MembershipStatus.ACTIVE, "odd"), watermark);
    Evidence word = live(MembershipStatus.ACTIVE, "admin");
    clock.advance(Duration.ofSeconds(20));
    watermark.raise(1, timeline.now());
    assertThat(synchronize(remembered)).isEqualTo(new RoleResult.Settled(MEMBER));
    assertThat(remembered.asOf().isNotBefore(word.asOf())).isTrue();
    synchronize(word);
    assertThat(hosts()).contains(ADMIN);
  }

  @Test
  @Tag("MEM-10")
  @Tag("ROLE-2")
  void evidence_that_the_feed_keeps_young_does_not_hide_what_the_host_wrote_since() {
    hostHas(MEMBER);
    Watermark watermark = new Watermark();
    Evidence remembered = TestEvidence.followed(live(MembershipStatus.ACTIVE, "odd"), watermark);
    assertThat(synchronize(remembered)).isEqualTo(new RoleResult.Settled(MEMBER));
    hostHas(ADMIN);
    clock.advance(RoleSynchronizer.RECHECK);
    watermark.raise(1, timeline.now());
    assertThat(synchronize(remembered)).isEqualTo(new RoleResult.Settled(ADMIN));
  }

  @Test
  @Tag("ROLE-2")
  void a_write_that_lost_the_race_reads_again_and_then_gives_up_undecided() {
    store.losesRaces = 1;
    assertThat(synchronize(live(MembershipStatus.ACTIVE, "member")))
        .isEqualTo(new RoleResult.Settled(MEMBER));
    store.losesRaces = 4;
    assertThat(synchronize(live(MembershipStatus.ACTIVE, "admin")))
        .isEqualTo(new RoleResult.Failed(Failure.of(Failure.Cause.CONTENDED)));
  }

  @Test
  @Tag("ANS-2")
  void a_failing_role_store_is_neither_yes_nor_no() {
    store.down = true;
    assertThat(synchronize(live(MembershipStatus.ACTIVE, "member")))
        .isEqualTo(new RoleResult.Failed(Failure.of(Failure.Cause.STORE_UNAVAILABLE)));
  }
}
