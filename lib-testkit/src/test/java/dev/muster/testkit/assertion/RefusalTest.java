package dev.muster.testkit.assertion;

import static dev.muster.testkit.assertion.MusterAssertions.assertThatRefused;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.AccessException;
import dev.muster.decision.Decision;
import dev.muster.decision.Problem;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.membership.Failure;
import dev.muster.session.Authentication;
import dev.muster.testkit.stage.Actor;
import dev.muster.testkit.stage.MusterKit;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The host's own code, refused with Muster's exception. */
@Tag("KIT-3")
class RefusalTest {
  private final MusterKit kit = MusterKit.standard();

  /** What a host has between its routes and its tables. */
  private record Invoices(Muster muster) {
    List<String> list(Authentication who, String organization) {
      var pass = muster.require(AccessCheck.of(who, Requirement.member()).in(organization));
      return List.of("invoice of " + pass.organization());
    }
  }

  @BeforeEach
  void stage() {
    kit.org("acme").admin("u1");
  }

  @AfterEach
  void close() {
    kit.close();
  }

  private ThrowingCallable lists(Actor actor) {
    Invoices invoices = new Invoices(kit.muster());
    return () -> {
      var unused = invoices.list(actor.authentication(), "acme");
    };
  }

  @Test
  void a_refusal_is_asserted_as_its_decision_is() {
    assertThatRefused(lists(kit.actingAs("u2")))
        .isDenied(Reason.NO_MEMBERSHIP)
        .tells(Problem.NOT_A_MEMBER)
        .isTo(kit.user("u2"))
        .isIn(kit.organization("acme"));
    assertThatRefused(lists(kit.anonymous())).isUnauthenticated().isDenied(Reason.ANONYMOUS);
    kit.provider().down();
    assertThatRefused(lists(kit.actingAs("u1"))).isUndecided(Failure.Cause.PROVIDER_UNAVAILABLE);
  }

  @Test
  void another_refusal_than_the_one_expected_says_what_it_was() {
    Answers answers = new Answers();
    assertThatThrownBy(() -> assertThatRefused(throwing(answers.denied)).isUndecided())
        .isExactlyInstanceOf(AssertionError.class)
        .hasMessage(
            "expected the decision to be undecided, but was denied, NO_MEMBERSHIP ("
                + answers.whose
                + ", MIRROR evidence PT3S old)");
    assertThatThrownBy(() -> assertThatRefused(throwing(answers.undecided)).isDenied())
        .hasMessageStartingWith("expected the decision to be denied, but was undecided, ");
  }

  @Test
  void a_call_that_returns_was_not_refused() {
    assertThatThrownBy(() -> assertThatRefused(lists(kit.actingAs("u1"))).isDenied())
        .isExactlyInstanceOf(AssertionError.class)
        .hasMessage("expected the call to be refused, but it returned")
        .hasNoCause();
  }

  @Test
  void what_else_a_call_throws_is_the_cause_and_no_refusal() {
    AccessException refusal = new AccessException(new Answers().denied);
    for (Throwable other :
        List.of(
            new IOException("marker"),
            new IllegalStateException("marker", refusal),
            new CompletionException(refusal),
            new AssertionError("marker"))) {
      assertThatThrownBy(
              () ->
                  assertThatRefused(
                          () -> {
                            throw other;
                          })
                      .isDenied())
          .isExactlyInstanceOf(AssertionError.class)
          .hasMessage("expected the call to be refused, but it threw " + other.getClass().getName())
          .cause()
          .isSameAs(other);
    }
  }

  @Test
  void no_call_is_refused_at_once() {
    ThrowingCallable none = null;
    assertThatNullPointerException().isThrownBy(() -> assertThatRefused(none)).withMessage("call");
  }

  private static ThrowingCallable throwing(Decision decision) {
    return () -> {
      throw new AccessException(decision);
    };
  }
}
