package dev.muster.testkit.assertion;

import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.decision.Decision;
import dev.muster.decision.Problem;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.membership.Failure;
import dev.muster.membership.Source;
import dev.muster.role.RoleEvent.RoleChanged.Origin;
import dev.muster.testkit.fault.Operation;
import dev.muster.testkit.stage.MusterKit;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a host asserts, on what a whole Muster answers. */
@Tag("KIT-3")
class HostAssertionsTest {
  private final MusterKit kit = MusterKit.standard();

  @AfterEach
  void close() {
    kit.close();
  }

  private Decision asks(String user, String organization) {
    return kit.actingAs(user).in(organization).check(Requirement.member());
  }

  @Test
  void a_member_is_in_with_one_look_up_and_a_removed_one_is_out() {
    kit.org("acme").admin("u1").member("u2");
    kit.calls().reset();
    assertThat(asks("u2", "acme"))
        .isGranted()
        .isTo(kit.user("u2"))
        .isIn(kit.organization("acme"))
        .hasRole("member")
        .hasSource(Source.LIVE);
    assertThat(kit.calls()).hasCalls(Operation.FIND_MEMBERSHIP, 1).hasNoWrites();
    kit.provider().remove("u2", "acme");
    assertThat(asks("u2", "acme")).isDenied(Reason.NO_MEMBERSHIP).tells(Problem.NOT_A_MEMBER);
    assertThat(kit.audit())
        .hasGranted()
        .hasDenied(Reason.NO_MEMBERSHIP)
        .hasEnded(kit.user("u2"), kit.organization("acme"))
        .explainsEveryDecision();
  }

  @Test
  void an_outage_is_undecided_and_says_when_to_come_back() {
    kit.org("acme").member("u2");
    kit.provider().rateLimited(Duration.ofSeconds(17));
    assertThat(asks("u2", "acme"))
        .isUndecided(Failure.Cause.PROVIDER_UNAVAILABLE)
        .hasRetryAfter(Duration.ofSeconds(17))
        .tells(Problem.UNAVAILABLE);
    assertThat(kit.audit()).hasUndecided(Failure.Cause.PROVIDER_UNAVAILABLE).hasDecisions(1);
  }

  @Test
  void a_demotion_at_the_provider_is_told_with_its_origin() {
    kit.org("acme").admin("u1", "u3");
    assertThat(asks("u3", "acme")).hasRole("admin");
    kit.provider().setRole("u3", "acme", "member");
    assertThat(asks("u3", "acme")).isGranted().hasRole("member");
    assertThat(kit.audit())
        .hasRoleChange("admin", "member")
        .hasRoleChange("admin", "member", Origin.PROVIDER);
  }

  @Test
  void a_test_that_expects_the_wrong_thing_fails() {
    kit.org("acme").member("u2");
    assertThatThrownBy(() -> assertThat(asks("u2", "acme")).isDenied())
        .hasMessageStartingWith("expected the decision to be denied, but was granted (user `");
    assertThatThrownBy(() -> assertThat(asks("u9", "acme")).isGranted())
        .hasMessageStartingWith("expected the decision to be granted, but was denied, ");
    assertThatThrownBy(() -> assertThat(kit.audit()).hasUndecided(Failure.Cause.STALE))
        .hasMessageContaining("but heard granted (");
  }
}
