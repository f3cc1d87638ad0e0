package dev.muster.examples.scenarios;

import static dev.muster.decision.Requirement.atLeast;
import static dev.muster.decision.Requirement.member;
import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.Pass;
import dev.muster.decision.Reason;
import dev.muster.lifecycle.Members;
import dev.muster.name.Role;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.Operation;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.Actor;
import dev.muster.testkit.stage.Callers;
import dev.muster.testkit.stage.MusterKit;
import dev.muster.token.OrganizationTokens;
import dev.muster.token.TokenIssue;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Organization access tokens of command lines and jobs. That no interleaving of a removal and an
 * issue leaves a usable token is proved, with its controls, by {@code RemoveWhileIssuingTest} in
 * {@code proof}.
 */
@MusterTest(BoundedHost.class)
class TokenScenariosTest {
  private final Hold late = new Hold();
  private final Hold removing = new Hold();

  private static OrganizationTokens tokens(MusterKit kit) {
    return kit.muster().organizationTokens().orElseThrow();
  }

  private static Members members(MusterKit kit) {
    return kit.muster().lifecycle().orElseThrow().members();
  }

  @Test
  @Tag("A6")
  @Tag("TOK-4")
  void a_token_of_a_demoted_administrator_loses_the_role_within_the_bound(MusterKit kit) {
    kit.org("acme").admin("ann");
    Actor cli = kit.actingAs("ann").in("acme").byToken();
    assertThat(cli.check(atLeast(new Role("admin")))).isGranted();
    kit.provider().setRole("ann", "acme", "member");
    kit.clock().advance(BoundedHost.BOUND.plusMillis(1));
    assertThat(cli.check(atLeast(new Role("admin")))).isDenied(Reason.ROLE_TOO_LOW);
    assertThat(cli.check(member())).isGranted().hasRole("member");
  }

  @Test
  @Tag("A7")
  @Tag("TOK-3")
  void a_token_that_is_being_issued_while_its_holder_was_removed_there_is_not_issued(
      MusterKit kit) {
    kit.org("acme").admin("boss").member("ann");
    Pass ann = kit.actingAs("ann").in("acme").require(member());
    kit.provider().next(Operation.FIND_MEMBERSHIP, new Fault.LateAnswer(late));
    Callers<TokenIssue> issue = kit.atOnce(() -> tokens(kit).issue(ann, "")).until(late);
    kit.provider().remove("ann", "acme");
    kit.webhooks().take().forEach(kit::deliver);
    assertThat(issue.release(late).answer(0)).isInstanceOf(TokenIssue.NotAMember.class);
  }

  @Test
  @Tag("A7")
  @Tag("TOK-3")
  void a_token_that_is_being_issued_while_its_holder_is_being_removed_here_is_not_issued(
      MusterKit kit) {
    kit.org("acme").admin("boss").member("ann");
    Pass boss = kit.actingAs("boss").in("acme").require(member());
    Pass ann = kit.actingAs("ann").in("acme").require(member());
    kit.provider().next(Operation.FIND_MEMBERSHIP, new Fault.LateAnswer(late));
    kit.provider().next(Operation.REMOVE_MEMBER, new Fault.Hang(removing));
    Callers<TokenIssue> issue = kit.atOnce(() -> tokens(kit).issue(ann, "")).until(late);
    var unused = kit.atOnce(() -> members(kit).remove(boss, ann.user())).until(removing);
    assertThat(issue.release(late).answer(0)).isInstanceOf(TokenIssue.NotAMember.class);
  }

  @Test
  @Tag("A8")
  @Tag("TOK-2")
  void a_token_for_a_second_device_leaves_the_first_alone(MusterKit kit) {
    kit.org("acme").member("ann");
    Actor laptop = kit.actingAs("ann").in("acme").byToken();
    Actor phone = kit.actingAs("ann").in("acme").byToken();
    assertThat(phone.check(member())).isGranted();
    assertThat(laptop.check(member())).isGranted();
  }

  @Test
  @Tag("A8")
  @Tag("TOK-2")
  void the_cap_of_live_tokens_holds_also_for_those_who_ask_at_once(MusterKit kit) {
    kit.org("acme").member("ann");
    Pass ann = kit.actingAs("ann").in("acme").require(member());
    List<TokenIssue> issues = kit.atOnce(30, () -> tokens(kit).issue(ann, "")).answers();
    assertThat(issues).filteredOn(TokenIssue.Issued.class::isInstance).hasSize(10);
    assertThat(issues).filteredOn(new TokenIssue.CapReached(10)::equals).hasSize(20);
  }
}
