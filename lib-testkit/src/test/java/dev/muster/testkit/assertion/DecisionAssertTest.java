package dev.muster.testkit.assertion;

import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.decision.Decision;
import dev.muster.decision.Problem;
import dev.muster.decision.Reason;
import dev.muster.membership.Failure;
import dev.muster.membership.Source;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@Tag("KIT-3")
class DecisionAssertTest {
  private static final Answers ANSWERS = new Answers();
  private static final String GRANTED =
      "granted (" + ANSWERS.whose + ", role `member`, LIVE evidence PT0S old)";
  private static final String PERSONAL =
      "granted (user `" + ANSWERS.ann + "`, no organization, no evidence)";
  private static final String DENIED =
      "denied, NO_MEMBERSHIP (" + ANSWERS.whose + ", MIRROR evidence PT3S old)";
  private static final String ANONYMOUS =
      "denied, ANONYMOUS (nobody, no organization, no evidence)";
  private static final String STALE =
      "denied, ROLE_TOO_LOW (" + ANSWERS.whose + ", role `member`, stale CACHE evidence PT1M old)";
  private static final String UNDECIDED =
      "undecided, PROVIDER_UNAVAILABLE, to be asked again after PT7S (user `"
          + ANSWERS.ann
          + "`, no organization, no evidence)";

  @TestFactory
  Stream<DynamicTest> each_assertion_holds_or_says_in_one_sentence_what_the_decision_was() {
    return BothWays.tests(
        DecisionAssert.class,
        row("isGranted", DecisionAssert::isGranted)
            .of(ANSWERS.granted)
            .notOf(ANSWERS.denied, "be granted", DENIED),
        row("isGranted (and undecided is not)", DecisionAssert::isGranted)
            .of(ANSWERS.personal)
            .notOf(ANSWERS.undecided, "be granted", UNDECIDED),
        row("isDenied", DecisionAssert::isDenied)
            .of(ANSWERS.denied)
            .notOf(ANSWERS.undecided, "be denied", UNDECIDED),
        row("isDenied (for another reason)", d -> d.isDenied(Reason.NO_MEMBERSHIP))
            .of(ANSWERS.denied)
            .notOf(ANSWERS.anonymous, "be denied, NO_MEMBERSHIP", ANONYMOUS),
        row("isDenied (for no reason)", d -> d.isDenied(Reason.ANONYMOUS))
            .of(ANSWERS.anonymous)
            .notOf(ANSWERS.granted, "be denied, ANONYMOUS", GRANTED),
        row("isUnauthenticated", DecisionAssert::isUnauthenticated)
            .of(ANSWERS.anonymous)
            .notOf(ANSWERS.denied, "be denied for want of a good credential", DENIED),
        row("isUnauthenticated (but undecided)", DecisionAssert::isUnauthenticated)
            .of(new Decision.Denied(Reason.SESSION_ENDED, ANSWERS.anonymous.explanation()))
            .notOf(ANSWERS.undecided, "be denied for want of a good credential", UNDECIDED),
        row("isUndecided", DecisionAssert::isUndecided)
            .of(ANSWERS.undecided)
            .notOf(ANSWERS.denied, "be undecided", DENIED),
        row(
                "isUndecided (for another reason)",
                d -> d.isUndecided(Failure.Cause.PROVIDER_UNAVAILABLE))
            .of(ANSWERS.undecided)
            .notOf(ANSWERS.personal, "be undecided, PROVIDER_UNAVAILABLE", PERSONAL),
        row("hasRetryAfter", d -> d.hasRetryAfter(Duration.ofSeconds(7)))
            .of(ANSWERS.undecided)
            .notOf(ANSWERS.denied, "be undecided, to be asked again after PT7S", DENIED),
        row("tells", d -> d.tells(Problem.NOT_A_MEMBER))
            .of(ANSWERS.denied)
            .notOf(ANSWERS.granted, "tell the client NOT_A_MEMBER", GRANTED),
        row("tells (of an outage)", d -> d.tells(Problem.UNAVAILABLE))
            .of(ANSWERS.undecided)
            .notOf(ANSWERS.denied, "tell the client UNAVAILABLE", DENIED),
        row("isTo", d -> d.isTo(ANSWERS.ann))
            .of(ANSWERS.undecided)
            .notOf(ANSWERS.anonymous, "be about the user `" + ANSWERS.ann + "`", ANONYMOUS),
        row("isIn", d -> d.isIn(ANSWERS.acme))
            .of(ANSWERS.granted)
            .notOf(ANSWERS.personal, "be about the organization `" + ANSWERS.acme + "`", PERSONAL),
        row("isPersonal", DecisionAssert::isPersonal)
            .of(ANSWERS.personal)
            .notOf(ANSWERS.granted, "be granted in no organization", GRANTED),
        row("hasRole", d -> d.hasRole("member"))
            .of(ANSWERS.granted)
            .notOf(ANSWERS.denied, "rest on the role `member`", DENIED),
        row("hasNoRole", DecisionAssert::hasNoRole)
            .of(ANSWERS.denied)
            .notOf(ANSWERS.stale, "rest on no role", STALE),
        row("hasSource", d -> d.hasSource(Source.LIVE))
            .of(ANSWERS.granted)
            .notOf(ANSWERS.denied, "rest on LIVE evidence", DENIED),
        row("isStale", DecisionAssert::isStale)
            .of(ANSWERS.stale)
            .notOf(ANSWERS.granted, "rest on stale evidence", GRANTED),
        row("isFresh", DecisionAssert::isFresh)
            .of(ANSWERS.granted)
            .notOf(ANSWERS.stale, "rest on evidence within its bound", STALE),
        row("isFresh (on no evidence)", DecisionAssert::isFresh)
            .of(ANSWERS.denied)
            .notOf(ANSWERS.undecided, "rest on evidence within its bound", UNDECIDED),
        row("restsOnEvidenceNoOlderThan", d -> d.restsOnEvidenceNoOlderThan(Duration.ofSeconds(3)))
            .of(ANSWERS.denied)
            .notOf(ANSWERS.stale, "rest on evidence no older than PT3S", STALE),
        row(
                "restsOnEvidenceNoOlderThan (on none)",
                d -> d.restsOnEvidenceNoOlderThan(Duration.ZERO))
            .of(ANSWERS.granted)
            .notOf(ANSWERS.anonymous, "rest on evidence no older than PT0S", ANONYMOUS));
  }

  @Test
  void another_user_organization_or_wait_is_not_the_named_one() {
    assertThatThrownBy(() -> assertThat(ANSWERS.granted).isTo(new UserId("eve")))
        .hasMessage("expected the decision to be about the user `eve`, but was " + GRANTED);
    assertThatThrownBy(() -> assertThat(ANSWERS.granted).isIn(new OrganizationId("other")))
        .hasMessage(
            "expected the decision to be about the organization `other`, but was " + GRANTED);
    assertThatThrownBy(() -> assertThat(ANSWERS.undecided).hasRetryAfter(Duration.ofSeconds(8)))
        .hasMessageContaining("again after PT8S, but was undecided");
    assertThatThrownBy(
            () -> assertThat(ANSWERS.undecided).isUndecided(Failure.Cause.STORE_UNAVAILABLE))
        .hasMessageContaining("be undecided, STORE_UNAVAILABLE, but was undecided, PROVIDER");
  }

  @Test
  void they_can_be_chained_and_described() {
    assertThat(ANSWERS.granted)
        .isGranted()
        .isTo(ANSWERS.ann)
        .isIn(ANSWERS.acme)
        .hasRole("member")
        .hasSource(Source.LIVE)
        .isFresh();
    assertThatThrownBy(() -> assertThat(ANSWERS.denied).as("after %s", "removal").isGranted())
        .hasMessage("[after removal] expected the decision to be granted, but was " + DENIED);
    assertThatThrownBy(() -> assertThat(ANSWERS.denied).withFailMessage("she is out").isGranted())
        .hasMessage("she is out");
  }

  @Test
  void no_decision_is_refused_at_once() {
    Decision none = null;
    assertThatNullPointerException().isThrownBy(() -> assertThat(none)).withMessage("decision");
  }

  private static Half row(String name, UnaryOperator<DecisionAssert> assertion) {
    return decision ->
        (other, expected, was) ->
            new BothWays(
                name,
                () -> {
                  var unused = assertion.apply(assertThat(decision));
                },
                () -> {
                  var unused = assertion.apply(assertThat(other));
                },
                "expected the decision to " + expected + ", but was " + was);
  }

  /** A row that says where the assertion holds. */
  private interface Half {
    Whole of(Decision decision);
  }

  /** A row that says where it does not, and why. */
  private interface Whole {
    BothWays notOf(Decision decision, String expected, String was);
  }
}
