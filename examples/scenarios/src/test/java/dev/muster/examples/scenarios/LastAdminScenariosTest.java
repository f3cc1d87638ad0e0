package dev.muster.examples.scenarios;

import static dev.muster.decision.Requirement.member;
import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.Pass;
import dev.muster.lifecycle.LifecycleResult;
import dev.muster.lifecycle.LifecycleResult.Done;
import dev.muster.lifecycle.Members;
import dev.muster.lifecycle.Refusal;
import dev.muster.membership.ConsistencyToken;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.Operation;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.MusterKit;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An organization keeps an administrator. Every interleaving of two who go, with its controls, is
 * {@code InterleavingsTest}'s in {@code proof}.
 */
@MusterTest(LiveHost.class)
@Tag("A16")
@Tag("ROLE-9")
class LastAdminScenariosTest {
  private static final RoleSlug MEMBER = new RoleSlug("member");
  private static final RoleSlug ADMIN = new RoleSlug("admin");
  private static final LifecycleResult<ConsistencyToken> LAST = refused(Refusal.LAST_ADMIN);

  private final Hold late = new Hold();

  private static LifecycleResult<ConsistencyToken> refused(Refusal why) {
    return new LifecycleResult.Refused<>(why, null);
  }

  private static List<UserId> admins(MusterKit kit) {
    return kit.provider().fake().dashboard().members(kit.organization("acme")).stream()
        .filter(member -> member.isActive() && member.roles().contains(ADMIN))
        .map(Membership::user)
        .toList();
  }

  private static Members members(MusterKit kit) {
    return kit.muster().lifecycle().orElseThrow().members();
  }

  @Test
  void the_last_administrator_can_not_leave(MusterKit kit) {
    kit.org("acme").admin("ann").member("bob");
    Pass ann = kit.actingAs("ann").in("acme").require(member());
    assertThat(members(kit).leave(ann)).isEqualTo(LAST);
    assertThat(kit.calls()).hasNoWrites();
  }

  @Test
  void the_last_administrator_can_not_be_demoted(MusterKit kit) {
    kit.org("acme").admin("ann").member("bob");
    Pass ann = kit.actingAs("ann").in("acme").require(member());
    assertThat(members(kit).changeRole(ann, kit.user("ann"), MEMBER)).isEqualTo(LAST);
    assertThat(kit.calls()).hasNoWrites();
  }

  @Test
  void the_last_administrator_is_removed_by_oneself_no_more_than_by_a_member(MusterKit kit) {
    kit.org("acme").admin("ann").member("bob");
    Pass ann = kit.actingAs("ann").in("acme").require(member());
    Pass bob = kit.actingAs("bob").in("acme").require(member());
    assertThat(members(kit).remove(ann, ann.user())).isEqualTo(refused(Refusal.USE_LEAVE));
    assertThat(members(kit).deactivate(ann, ann.user())).isEqualTo(refused(Refusal.USE_LEAVE));
    assertThat(members(kit).remove(bob, ann.user())).isEqualTo(refused(Refusal.INSUFFICIENT_ROLE));
    assertThat(kit.calls()).hasNoWrites();
  }

  @Test
  void of_the_last_two_administrators_who_leave_at_once_one_stays(MusterKit kit) {
    kit.org("acme").admin("ann", "bob");
    Pass ann = kit.actingAs("ann").in("acme").require(member());
    Pass bob = kit.actingAs("bob").in("acme").require(member());
    kit.provider().next(Operation.LIST_MEMBERS, new Fault.LateAnswer(late), 2);
    var both = kit.atOnce(() -> members(kit).leave(ann), () -> members(kit).leave(bob));
    var told = both.until(late, 2).release(late).answers();
    assertThat(told).containsOnlyOnce(LAST).hasAtLeastOneElementOfType(Done.class);
    assertThat(admins(kit)).hasSize(1);
  }

  @Test
  void of_the_last_two_administrators_who_demote_each_other_at_once_one_stays(MusterKit kit) {
    kit.org("acme").admin("ann", "bob");
    Pass ann = kit.actingAs("ann").in("acme").require(member());
    Pass bob = kit.actingAs("bob").in("acme").require(member());
    kit.provider().next(Operation.LIST_MEMBERS, new Fault.LateAnswer(late));
    var one = kit.atOnce(() -> members(kit).changeRole(ann, bob.user(), MEMBER)).until(late);
    assertThat(members(kit).changeRole(bob, ann.user(), MEMBER)).isInstanceOf(Done.class);
    assertThat(one.release(late).answers()).containsExactly(LAST);
    assertThat(admins(kit)).containsExactly(bob.user());
  }

  @Test
  void of_the_last_two_administrators_who_remove_each_other_at_once_one_stays(MusterKit kit) {
    kit.org("acme").admin("ann", "bob");
    Pass ann = kit.actingAs("ann").in("acme").require(member());
    Pass bob = kit.actingAs("bob").in("acme").require(member());
    kit.provider().next(Operation.LIST_MEMBERS, new Fault.LateAnswer(late));
    var one = kit.atOnce(() -> members(kit).remove(ann, bob.user())).until(late);
    assertThat(members(kit).remove(bob, ann.user())).isInstanceOf(Done.class);
    assertThat(one.release(late).answers()).containsExactly(LAST);
    assertThat(admins(kit)).containsExactly(bob.user());
  }

  @Test
  void of_the_last_two_administrators_who_deactivate_each_other_at_once_one_stays(MusterKit kit) {
    kit.org("acme").admin("ann", "bob");
    Pass ann = kit.actingAs("ann").in("acme").require(member());
    Pass bob = kit.actingAs("bob").in("acme").require(member());
    kit.provider().next(Operation.LIST_MEMBERS, new Fault.LateAnswer(late));
    var one = kit.atOnce(() -> members(kit).deactivate(ann, bob.user())).until(late);
    assertThat(members(kit).deactivate(bob, ann.user())).isInstanceOf(Done.class);
    assertThat(one.release(late).answers()).containsExactly(LAST);
    assertThat(admins(kit)).containsExactly(bob.user());
  }
}
