package dev.muster.testkit.assertion;

import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.audit.MusterEvent;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Problem;
import dev.muster.decision.Reason;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.Secret;
import dev.muster.session.SetCookie;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.fault.CallLedger;
import dev.muster.testkit.fault.Operation;
import dev.muster.testkit.stage.AuditTrail;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Muster's assertions and AssertJ's own, imported statically into one file. */
@Tag("KIT-3")
class AssertionsTogetherTest {
  private final Answers answers = new Answers();

  @Test
  void the_static_type_says_which_assertion_is_meant() {
    Decision decision = answers.granted;
    Decision.Granted granted = (Decision.Granted) decision;
    Decision.Denied denied = (Decision.Denied) answers.denied;
    HttpResponse<String> response = Received.problem(Problem.NOT_A_MEMBER).stub();
    CallLedger calls = FakeIdentityProvider.builder(new ProviderInstance("fake")).build().calls();
    AuditTrail trail = new AuditTrail();
    trail.heard(new MusterEvent.Decided(decision));
    SetCookie cookie = new SetCookie("sid", Secret.of("x"), Duration.ofHours(1), null);

    assertThat(decision).isGranted();
    assertThat(granted).isGranted();
    assertThat(denied).isDenied(Reason.NO_MEMBERSHIP);
    assertThat(response).isProblem(Problem.NOT_A_MEMBER);
    assertThat(new ReceivedResponse(200, Map.of(), "")).isServed();
    assertThat(calls).isEmpty();
    assertThat(trail).hasDecision(decision).hasDecisions(1);
    assertThat(cookie).isSet();

    Pass pass = granted.pass();
    assertThat(pass).isNotNull();
    assertThat(Operation.valueOf("REFRESH")).isEqualTo(Operation.REFRESH);
    assertThat(denied.reason()).isSameAs(Reason.NO_MEMBERSHIP);
    assertThat("text").startsWith("te");
    assertThat(3).isPositive();
    assertThat(true).isTrue();
    assertThat(List.of(decision)).hasSize(1);
    assertThat(trail.events()).hasSize(1);
    assertThat(Map.of("a", 1)).containsKey("a");
    assertThat(Optional.of(decision)).isPresent();
    assertThat(Duration.ofSeconds(1)).isPositive();
    assertThat(pass.role()).isPresent();
  }

  @Test
  void soft_assertions_collect_them() {
    SoftAssertions softly = new SoftAssertions();
    softly.check(() -> assertThat(answers.granted).isDenied());
    softly.check(() -> assertThat(answers.granted).isGranted());
    softly.check(() -> assertThat(answers.denied).isGranted());
    assertThat(softly.errorsCollected()).hasSize(2);
    assertThatThrownBy(softly::assertAll)
        .hasMessageContaining("expected the decision to be denied, but was granted")
        .hasMessageContaining("expected the decision to be granted, but was denied");
  }

  @Test
  void they_stand_where_assertj_takes_an_assertion_on_a_part() {
    assertThat(List.of(answers.denied, answers.stale))
        .allSatisfy(decision -> assertThat(decision).isDenied().isIn(answers.acme));
    assertThat(Optional.of(answers.granted))
        .hasValueSatisfying(decision -> assertThat(decision).hasRole("member"));
    assertThat(answers.granted)
        .isInstanceOf(Decision.Granted.class)
        .extracting(decision -> decision.explanation().user())
        .isEqualTo(answers.ann);
  }
}
