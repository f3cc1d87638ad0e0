package dev.muster.testkit.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.muster.decision.Decision;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.name.Role;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("KIT-3")
class StagedProviderTest {
  private final MusterKit kit = MusterKit.standard();

  @BeforeEach
  void stage() {
    kit.org("acme").admin("u1").member("u2");
  }

  @AfterEach
  void close() {
    kit.close();
  }

  private Decision check(String user) {
    return kit.actingAs(user).in("acme").check(Requirement.member());
  }

  private Reason refusal(String user) {
    return ((Decision.Denied) check(user)).reason();
  }

  @Test
  void who_joins_is_in_and_who_is_removed_is_out() {
    kit.provider().join("u3", "acme", "member");
    assertThat(check("u3")).isInstanceOf(Decision.Granted.class);
    kit.provider().remove("u3", "acme");
    assertThat(refusal("u3")).isEqualTo(Reason.NO_MEMBERSHIP);
  }

  @Test
  void a_role_that_changes_counts_at_once() {
    Requirement admin = Requirement.atLeast(new Role("admin"));
    kit.provider().setRole("u2", "acme", "admin").setRole("u1", "acme", "member");
    assertThat(kit.actingAs("u2").in("acme").check(admin)).isInstanceOf(Decision.Granted.class);
    assertThat(kit.actingAs("u1").in("acme").check(admin)).isInstanceOf(Decision.Denied.class);
  }

  @Test
  void who_is_deactivated_is_out_until_reactivated() {
    kit.provider().deactivate("u2", "acme");
    assertThat(refusal("u2")).isEqualTo(Reason.NOT_ACTIVE);
    kit.provider().reactivate("u2", "acme");
    assertThat(check("u2")).isInstanceOf(Decision.Granted.class);
  }

  @Test
  void an_invitation_grants_nothing_and_its_acceptance_does() {
    kit.provider().invite("u3", "acme", "member");
    assertThat(refusal("u3")).isEqualTo(Reason.NOT_ACTIVE);
    kit.provider().accept("u3", "acme");
    assertThat(check("u3")).isInstanceOf(Decision.Granted.class);
  }

  @Test
  void nobody_is_in_an_organization_that_is_deleted() {
    kit.provider().deleteOrganization("acme");
    assertThat(check("u1")).isInstanceOf(Decision.Denied.class);
  }

  @Test
  void a_user_who_is_deleted_is_out() {
    kit.provider().deleteUser("u2");
    assertThat(check("u2")).isInstanceOf(Decision.Denied.class);
  }

  @Test
  void a_provider_that_is_down_decides_nothing_until_it_is_up() {
    kit.provider().down();
    assertThat(check("u2")).isInstanceOf(Decision.Undecided.class);
    kit.provider().up();
    assertThat(check("u2")).isInstanceOf(Decision.Granted.class);
  }

  @Test
  void a_rate_limit_holds_for_every_call_and_says_when_to_come_back() {
    kit.provider().rateLimited(Duration.ofSeconds(7));
    for (int i = 0; i < 3; i++) {
      Decision.Undecided limited = (Decision.Undecided) check("u2");
      assertThat(limited.failure().retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }
    kit.provider().up();
    assertThat(check("u2")).isInstanceOf(Decision.Granted.class);
  }

  @Test
  void one_call_goes_wrong_and_the_next_does_not() {
    kit.provider().next(Operation.FIND_MEMBERSHIP, new Fault.ServerError(500));
    assertThat(check("u2")).isInstanceOf(Decision.Undecided.class);
    assertThat(check("u2")).isInstanceOf(Decision.Granted.class);
  }

  @Test
  void faults_touch_nothing_that_happens_at_the_provider() {
    kit.provider().failing(new Fault.MalformedAnswer()).remove("u2", "acme").up();
    assertThat(refusal("u2")).isEqualTo(Reason.NO_MEMBERSHIP);
  }

  @Test
  void an_act_on_nobody_names_who_there_is() {
    assertThatIllegalStateException()
        .isThrownBy(() -> kit.provider().remove("u9", "acme"))
        .withMessage("`u9` is no member of `acme`, whose members are `u1`, `u2`");
    assertThatIllegalStateException()
        .isThrownBy(() -> kit.provider().setRole("u1", "acme2", "admin"))
        .withMessage("`u1` is no member of `acme2`, whose members are none");
  }

  @Test
  void a_role_that_nobody_knows_names_those_there_are() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kit.provider().setRole("u2", "acme", "admn"))
        .withMessage(
            "the role map knows no role `admn`; the provider's roles that it knows are"
                + " `admin`, `member`");
  }

  @Test
  void an_act_on_a_name_that_was_never_mentioned_names_those_that_were() {
    String noUser = "no user `u9` was mentioned before; there are `u1`, `u2`";
    StagedProvider provider = kit.provider();
    assertThatIllegalStateException()
        .isThrownBy(() -> provider.deleteUser("u9"))
        .withMessage(noUser);
    assertThatIllegalStateException()
        .isThrownBy(() -> provider.endSessions("u9"))
        .withMessage(noUser);
    assertThatIllegalStateException()
        .isThrownBy(() -> provider.changeEmail("u9", "new@example.org"))
        .withMessage(noUser);
    assertThatIllegalStateException()
        .isThrownBy(() -> provider.deleteOrganization("acmee"))
        .withMessage("no organization `acmee` was mentioned before; there are `acme`");
  }
}
