package dev.muster.examples.scenarios;

import static dev.muster.decision.Requirement.member;
import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.account.AccountEvent;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Reason;
import dev.muster.lifecycle.LifecycleEvent;
import dev.muster.membership.Failure;
import dev.muster.membership.MembershipEvent.MembershipEnded;
import dev.muster.membership.Source;
import dev.muster.name.MembershipKey;
import dev.muster.name.Role;
import dev.muster.role.RoleEvent;
import dev.muster.role.RoleEvent.RoleChanged.Origin;
import dev.muster.role.RolePlan;
import dev.muster.session.SessionEvent;
import dev.muster.store.Change.Removal;
import dev.muster.store.ChangeStore.End;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.MusterKit;
import dev.muster.testkit.stage.OrganizationActor;
import dev.muster.token.TokenEvent;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the host's audit hears: every decision and every change, with source and reason. */
@MusterTest(BoundedHost.class)
@Tag("A23")
@Tag("ANS-7")
class AuditScenariosTest {
  private static MembershipEnded ended(MusterKit kit) {
    MembershipKey key = kit.key("ann", "acme");
    return new MembershipEnded(key, kit.mirror().find(key).entry().epoch());
  }

  @Test
  void every_yes_is_heard_with_where_its_evidence_came_from(MusterKit kit) {
    kit.org("acme").member("ann");
    OrganizationActor ann = kit.actingAs("ann").in("acme");
    List<Decision> answers = List.of(ann.check(member()), ann.check(member()));
    assertThat(kit.audit().decisions()).isEqualTo(answers);
    assertThat(kit.audit().decisions())
        .extracting(heard -> heard.explanation().source())
        .containsExactly(Source.LIVE, Source.CACHE);
  }

  @Test
  void every_no_and_every_open_answer_is_heard_with_its_reason(MusterKit kit) {
    kit.org("acme").member("ann");
    Decision no = kit.actingAs("bob").in("acme").check(member());
    kit.provider().down();
    Decision open = kit.actingAs("ann").in("acme").check(member());
    assertThat(kit.audit().decisions()).containsExactly(no, open);
    assertThat(no).isDenied(Reason.NO_MEMBERSHIP).hasSource(Source.LIVE);
    assertThat(((Decision.Undecided) open).failure().cause())
        .isEqualTo(Failure.Cause.PROVIDER_UNAVAILABLE);
  }

  @Test
  void a_changed_role_is_heard_with_who_changed_it_and_by_which_rule(MusterKit kit) {
    kit.org("acme").admin("ann");
    kit.actingAs("ann").in("acme").require(member());
    kit.provider().setRole("ann", "acme", "member");
    kit.clock().advance(BoundedHost.BOUND.plusMillis(1));
    kit.actingAs("ann").in("acme").require(member());
    var plan = new RolePlan(new Role("admin"), new Role("member"), RolePlan.Why.PROVIDER_ROLE);
    assertThat(kit.audit().of(RoleEvent.RoleChanged.class))
        .contains(new RoleEvent.RoleChanged(kit.key("ann", "acme"), plan, Origin.PROVIDER));
  }

  @Test
  void an_end_at_the_provider_is_heard_and_so_is_the_role_that_it_took(MusterKit kit) {
    kit.org("acme").admin("boss").member("ann");
    kit.actingAs("ann").in("acme").require(member());
    kit.provider().remove("ann", "acme");
    kit.clock().advance(BoundedHost.BOUND.plusMillis(1));
    assertThat(kit.actingAs("ann").in("acme").check(member())).isDenied();
    assertThat(kit.audit().of(MembershipEnded.class)).singleElement().isEqualTo(ended(kit));
    assertThat(kit.audit().of(RoleEvent.RoleChanged.class))
        .anyMatch(changed -> changed.plan().why() == RolePlan.Why.MEMBERSHIP_ENDED);
  }

  @Test
  void a_removal_through_the_host_is_heard_with_who_did_it_to_whom_and_why(MusterKit kit) {
    kit.org("acme").admin("boss").member("ann");
    Pass boss = kit.actingAs("boss").in("acme").require(member());
    kit.muster().lifecycle().orElseThrow().members().remove(boss, kit.user("ann"));
    assertThat(kit.audit().of(LifecycleEvent.Changed.class))
        .singleElement()
        .extracting("by", "change.key", "change.kind", "end")
        .containsExactly(boss.user(), kit.key("ann", "acme"), Removal.Kind.REMOVE, End.DONE);
  }

  @Test
  void a_token_is_heard_with_whose_it_is(MusterKit kit) {
    kit.org("acme").member("ann");
    kit.actingAs("ann").in("acme").token();
    assertThat(kit.audit().of(TokenEvent.Issued.class))
        .extracting(TokenEvent.Issued::key)
        .containsExactly(kit.key("ann", "acme"));
  }

  @Test
  void a_first_sign_in_is_heard_and_so_is_the_account_that_it_made(MusterKit kit) {
    kit.actingAs("ann").cookie();
    assertThat(kit.audit().of(SessionEvent.SignedIn.class)).hasSize(1);
    assertThat(kit.audit().of(AccountEvent.AccountCreated.class)).hasSize(1);
  }

  @Test
  @Tag("ANS-10")
  void a_yes_that_the_audit_did_not_take_down_does_not_leave() {
    try (MusterKit kit = MusterKit.with(host -> Control.apply(host.listener(new FullDisk())))) {
      kit.org("acme").member("ann");
      assertThat(kit.actingAs("ann").in("acme").check(member())).isUndecided();
    }
  }
}
