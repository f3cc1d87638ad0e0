package dev.muster.role;

import static dev.muster.membership.ScriptedProvider.ann;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.membership.BoundedCalls;
import dev.muster.membership.Evidence;
import dev.muster.membership.Evidence.Before;
import dev.muster.membership.HandClock;
import dev.muster.membership.TestEvidence;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.provider.MembershipStatus;
import dev.muster.role.RoleEvent.RoleChanged.Origin;
import dev.muster.store.RoleStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a change costs the host's record, who is told to have made it, and what is not recorded. */
class RoleRecordTest {
  private static final Role ADMIN = new Role("admin");
  private static final Role MEMBER = new Role("member");
  private static final Before STRANGER = new Before(false, false, false, List.of());

  private final HandClock clock = new HandClock();
  private final Timeline timeline = clock.timeline();
  private final CountingRoles store = new CountingRoles();
  private final List<RoleEvent> events = new ArrayList<>();
  private final RoleMap map = RoleMap.builder().role("admin").role("member").build();
  private final RoleSynchronizer roles = node();

  private RoleSynchronizer node() {
    BoundedCalls calls = new BoundedCalls(Runnable::run, timeline, Duration.ofSeconds(5));
    return new RoleSynchronizer(
        map, RolePolicies.of(UnknownRolePolicy.keep()), store, timeline, calls, 100, events::add);
  }

  private static Before was(String slug) {
    return new Before(true, true, true, List.of(new RoleSlug(slug)));
  }

  private Evidence word(@Nullable Before before, String... slugs) {
    clock.advance(Duration.ofMillis(1));
    return TestEvidence.after(before, ann(MembershipStatus.ACTIVE, 1, slugs), timeline.now());
  }

  private Evidence end(Before before) {
    clock.advance(Duration.ofMillis(1));
    return TestEvidence.after(before, null, timeline.now());
  }

  private RoleResult synchronize(Evidence evidence) {
    return roles.synchronize(evidence, timeline.now());
  }

  private void hostWrites(@Nullable Role role) {
    MembershipKey key = word(null).key();
    store.inner.swap(key, new RoleStore.Change(store.inner.find(key).orElse(null), role));
  }

  private Optional<Role> hosts() {
    return store.inner.find(word(null).key());
  }

  private List<Origin> origins() {
    return events.stream()
        .filter(RoleEvent.RoleChanged.class::isInstance)
        .map(event -> ((RoleEvent.RoleChanged) event).origin())
        .toList();
  }

  @Test
  @Tag("ROLE-2")
  void a_change_at_the_provider_is_one_statement_also_on_a_node_that_never_saw_the_member() {
    hostWrites(MEMBER);
    assertThat(synchronize(word(was("member"), "admin"))).isEqualTo(new RoleResult.Settled(ADMIN));
    assertThat(store.statements()).isEqualTo(1);
    assertThat(hosts()).contains(ADMIN);
    assertThat(origins()).containsExactly(Origin.PROVIDER);
  }

  @Test
  @Tag("ROLE-2")
  void a_first_role_and_the_end_of_a_membership_are_one_statement_each() {
    synchronize(word(STRANGER, "member"));
    assertThat(store.statements()).isEqualTo(1);
    assertThat(hosts()).contains(MEMBER);
    synchronize(end(was("member")));
    assertThat(store.statements()).isEqualTo(2);
    assertThat(hosts()).isEmpty();
  }

  @Test
  @Tag("ROLE-2")
  void nothing_changed_is_no_statement_for_half_a_minute_under_live_checks() {
    synchronize(word(STRANGER, "member"));
    int statements = store.statements();
    for (int i = 0; i < 100; i++) {
      synchronize(word(was("member"), "member"));
    }
    assertThat(store.statements()).isEqualTo(statements);
  }

  @Test
  @Tag("ROLE-7")
  void a_record_changed_by_hand_is_corrected_and_told_as_the_records_doing() {
    synchronize(word(STRANGER, "member"));
    hostWrites(ADMIN);
    clock.advance(RoleSynchronizer.RECHECK);
    assertThat(synchronize(word(was("member"), "member")))
        .isEqualTo(new RoleResult.Settled(MEMBER));
    assertThat(hosts()).contains(MEMBER);
    assertThat(origins()).containsExactly(Origin.PROVIDER, Origin.RECORD);
  }

  @Test
  @Tag("ROLE-7")
  void a_record_changed_by_hand_is_also_found_when_the_provider_changes_its_word() {
    synchronize(word(STRANGER, "member"));
    hostWrites(new Role("owner"));
    synchronize(word(was("member"), "admin"));
    assertThat(hosts()).contains(ADMIN);
    assertThat(origins()).containsExactly(Origin.PROVIDER, Origin.RECORD);
  }

  @Test
  @Tag("ROLE-7")
  void a_record_whose_past_nobody_knows_is_told_as_such() {
    hostWrites(MEMBER);
    synchronize(word(null, "admin"));
    assertThat(origins()).containsExactly(Origin.NOT_KNOWN);
  }

  @Test
  @Tag("ROLE-6")
  void an_organization_that_is_not_kept_costs_nothing_and_its_members_are_what_the_provider_says() {
    store.keeps = false;
    assertThat(synchronize(word(STRANGER, "admin"))).isEqualTo(new RoleResult.Settled(ADMIN));
    assertThat(synchronize(end(was("admin")))).isEqualTo(new RoleResult.Settled(null));
    assertThat(store.statements()).isZero();
    assertThat(events).isEmpty();
  }

  @Test
  @Tag("ROLE-3")
  void a_role_that_is_not_kept_is_not_kept_for_an_unknown_slug_either() {
    hostWrites(ADMIN);
    store.keeps = false;
    assertThat(synchronize(word(was("admin"), "wizard"))).isEqualTo(new RoleResult.Settled(null));
    assertThat(hosts()).contains(ADMIN);
  }

  @Test
  @Tag("ROLE-6")
  void a_member_without_a_record_is_served_and_told_once() {
    store.hasRecords = false;
    assertThat(synchronize(word(STRANGER, "member"))).isEqualTo(new RoleResult.Settled(MEMBER));
    clock.advance(RoleSynchronizer.RECHECK);
    assertThat(synchronize(word(was("member"), "member")))
        .isEqualTo(new RoleResult.Settled(MEMBER));
    assertThat(events).hasSize(1).first().isInstanceOf(RoleEvent.NoRecord.class);
    store.hasRecords = true;
    clock.advance(RoleSynchronizer.RECHECK);
    synchronize(word(was("member"), "member"));
    assertThat(hosts()).contains(MEMBER);
  }

  @Test
  @Tag("ROLE-2")
  void an_older_word_is_not_written_after_a_newer_one() {
    Evidence older = word(STRANGER, "admin");
    Evidence newer = word(was("admin"), "member");
    assertThat(inOrder(roles, newer, older)).contains(MEMBER);
  }

  @Test
  @Tag("ROLE-2")
  void control_without_memory_the_older_word_wins() {
    Evidence older = word(STRANGER, "admin");
    Evidence newer = word(was("admin"), "member");
    node().synchronize(newer, timeline.now());
    assertThat(inOrder(node(), older)).contains(ADMIN);
  }

  @Test
  @Tag("ROLE-4")
  void an_older_no_does_not_clear_after_a_newer_yes() {
    Evidence older = end(was("member"));
    Evidence newer = word(STRANGER, "member");
    assertThat(inOrder(roles, newer, older)).contains(MEMBER);
  }

  private Optional<Role> inOrder(RoleSynchronizer node, Evidence... words) {
    for (Evidence word : words) {
      node.synchronize(word, timeline.now());
    }
    return hosts();
  }

  @Test
  @Tag("ROLE-3")
  @Tag("ROLE-4")
  void an_earlier_memberships_role_is_not_kept_for_a_new_one() {
    hostWrites(ADMIN);
    Before another = new Before(true, true, false, List.of(new RoleSlug("admin")));
    assertThat(synchronize(word(another, "wizard"))).isEqualTo(new RoleResult.Settled(null));
    assertThat(hosts()).isEmpty();
    hostWrites(ADMIN);
    Before ended = new Before(true, false, false, List.of());
    assertThat(synchronize(word(ended, "warlock"))).isEqualTo(new RoleResult.Settled(null));
    assertThat(hosts()).isEmpty();
  }

  @Test
  @Tag("ROLE-4")
  void a_role_that_could_not_be_cleared_is_not_kept_by_the_next_word_either() {
    hostWrites(ADMIN);
    store.down = true;
    Before ended = new Before(true, false, false, List.of());
    assertThat(synchronize(word(ended, "wizard"))).isInstanceOf(RoleResult.Failed.class);
    store.down = false;
    assertThat(synchronize(word(was("wizard"), "wizard"))).isEqualTo(new RoleResult.Settled(null));
    assertThat(hosts()).isEmpty();
  }

  @Test
  @Tag("ROLE-3")
  void a_member_whose_roles_were_all_taken_keeps_the_role_and_is_told() {
    hostWrites(ADMIN);
    assertThat(synchronize(word(was("admin")))).isEqualTo(new RoleResult.Settled(ADMIN));
    assertThat(events)
        .hasSize(1)
        .first()
        .isInstanceOfSatisfying(
            RoleEvent.UnknownRole.class, event -> assertThat(event.slugs()).isEmpty());
  }
}
