package dev.muster.testkit.assertion;

import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.audit.MusterEvent;
import dev.muster.decision.Decision;
import dev.muster.decision.Explanation;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.membership.Failure;
import dev.muster.membership.MembershipEvent.MembershipEnded;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.role.RoleEvent.RoleChanged;
import dev.muster.role.RoleEvent.RoleChanged.Origin;
import dev.muster.role.RolePlan;
import dev.muster.session.SessionEvent;
import dev.muster.testkit.stage.AuditTrail;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@Tag("KIT-3")
class AuditAssertTest {
  private static final Answers ANSWERS = new Answers();
  private static final MembershipKey KEY =
      new MembershipKey(new ProviderInstance("fake"), ANSWERS.acme, ANSWERS.ann);
  private static final MusterEvent OUT =
      new MusterEvent.OfSession(new SessionEvent.SignedOut(ANSWERS.ann, "session_1", true));
  private static final String OUT_TOLD =
      "SignedOut[user=" + ANSWERS.ann + ", session=session_1, endedAtProvider=true]";
  private static final MusterEvent ENDED =
      new MusterEvent.OfMembership(new MembershipEnded(KEY, 2));
  private static final MusterEvent CORRECTED = changed("admin", "member", Origin.RECORD);

  @TestFactory
  Stream<DynamicTest> each_assertion_holds_or_says_in_one_sentence_what_was_heard() {
    AuditTrail none = new AuditTrail();
    AuditTrail out = heard(OUT);
    AuditTrail cleared = heard(OUT);
    cleared.clear();
    AuditTrail yes = heard(ANSWERS.granted);
    AuditTrail no = heard(ANSWERS.denied);
    AuditTrail bare = heard(unexplained());
    String noTold = DecisionText.of(ANSWERS.denied);
    String key = "key=" + KEY;
    return BothWays.tests(
        AuditAssert.class,
        row("isEmpty", AuditAssert::isEmpty, cleared, out)
            .saying("no event", "OfSession[event=" + OUT_TOLD + "]"),
        row("isEmpty (of a silent trail)", AuditAssert::isEmpty, cleared, none).silent("no event"),
        row("hasEvent", a -> a.hasEvent(SessionEvent.SignedOut.class), out, no)
            .saying("an event SignedOut", noTold),
        row("hasEvent (of a room)", a -> a.hasEvent(MusterEvent.OfSession.class), out, none)
            .silent("an event OfSession"),
        row(
                "hasEvent (as described)",
                a -> a.hasEvent(SessionEvent.class, e -> e instanceof SessionEvent.SignedOut),
                out,
                none)
            .silent("an event SessionEvent as described"),
        row("hasEvents", a -> a.hasEvents(SessionEvent.SignedOut.class, 0), no, out)
            .saying("0 of the event SignedOut", OUT_TOLD),
        row("hasEvents (of a silent trail)", a -> a.hasEvents(SessionEvent.class, 0), no, none)
            .silent("0 of the event SessionEvent"),
        row("hasNoEvent", a -> a.hasNoEvent(SessionEvent.class), no, out)
            .saying("no event SessionEvent", OUT_TOLD),
        row("hasNoEvent (of a silent trail)", a -> a.hasNoEvent(SessionEvent.class), no, none)
            .silent("no event SessionEvent"),
        row("hasDecision", a -> a.hasDecision(ANSWERS.granted), yes, no)
            .saying("the decision " + DecisionText.of(ANSWERS.granted), noTold),
        row("hasDecisions", a -> a.hasDecisions(1), yes, out).saying("1 decision", "none"),
        row("hasDecisions (none)", a -> a.hasDecisions(0), out, yes)
            .saying("0 decisions", DecisionText.of(ANSWERS.granted)),
        row("hasDecisions (of a silent trail)", a -> a.hasDecisions(0), out, none)
            .silent("0 decisions"),
        row("hasGranted", AuditAssert::hasGranted, yes, no).saying("a granted decision", noTold),
        row("hasDenied", a -> a.hasDenied(Reason.NO_MEMBERSHIP), no, yes)
            .saying("a decision denied, NO_MEMBERSHIP", DecisionText.of(ANSWERS.granted)),
        row(
                "hasUndecided",
                a -> a.hasUndecided(Failure.Cause.PROVIDER_UNAVAILABLE),
                heard(ANSWERS.undecided),
                no)
            .saying("a decision undecided, PROVIDER_UNAVAILABLE", noTold),
        row("explainsEveryDecision", AuditAssert::explainsEveryDecision, no, bare)
            .saying(
                "every decision to name what it rests on",
                "denied, NO_MEMBERSHIP (user `ann`, no organization, no evidence)"),
        row("explainsEveryDecision (of none)", AuditAssert::explainsEveryDecision, no, out)
            .saying("every decision to name what it rests on", "none"),
        row("explainsEveryDecision (of nothing)", AuditAssert::explainsEveryDecision, no, none)
            .silent("every decision to name what it rests on"),
        row("hasRoleChange", a -> a.hasRoleChange("admin", "member"), heard(CORRECTED), out)
            .saying("a role change from `admin` to `member`", "none"),
        row(
                "hasRoleChange (from outside)",
                a -> a.hasRoleChange("admin", "member", Origin.RECORD),
                heard(CORRECTED),
                heard(changed("admin", "member", Origin.PROVIDER)))
            .saying(
                "a role change from `admin` to `member`, of origin RECORD",
                "RoleChanged["
                    + key
                    + ", plan=RolePlan[from=admin, to=member, why=PROVIDER_ROLE],"
                    + " origin=PROVIDER]"),
        row("hasEnded", a -> a.hasEnded(ANSWERS.ann, ANSWERS.acme), heard(ENDED), out)
            .saying(
                "an event that the membership of `"
                    + ANSWERS.ann
                    + "` in `"
                    + ANSWERS.acme
                    + "` has ended",
                "none"));
  }

  @Test
  void a_role_that_comes_or_goes_is_a_change_from_or_to_none() {
    assertThat(heard(changed(null, "member", Origin.PROVIDER))).hasRoleChange(null, "member");
    assertThat(heard(changed("member", null, Origin.PROVIDER))).hasRoleChange("member", null);
    assertThatThrownBy(() -> assertThat(heard(CORRECTED)).hasRoleChange(null, "member"))
        .hasMessageStartingWith("expected a role change from none to `member`, but heard Role");
    assertThatThrownBy(() -> assertThat(heard(CORRECTED)).hasRoleChange("admin", null))
        .hasMessageStartingWith("expected a role change from `admin` to none, but heard Role");
    assertThatThrownBy(
            () -> assertThat(heard(ENDED)).hasEnded(ANSWERS.ann, new OrganizationId("other")))
        .hasMessageContaining("but heard MembershipEnded[");
    assertThatThrownBy(() -> assertThat(heard(ENDED)).hasEnded(new UserId("eve"), ANSWERS.acme))
        .hasMessageContaining("but heard MembershipEnded[");
  }

  @Test
  void every_kind_of_decision_that_muster_makes_is_explained() {
    AuditTrail trail = new AuditTrail();
    Stream.of(
            ANSWERS.granted,
            ANSWERS.personal,
            ANSWERS.denied,
            ANSWERS.anonymous,
            ANSWERS.stale,
            ANSWERS.undecided)
        .map(MusterEvent.Decided::new)
        .forEach(trail::heard);
    assertThat(trail).hasDecisions(6).explainsEveryDecision();
  }

  @Test
  void of_many_events_the_latest_are_named() {
    AuditTrail trail = new AuditTrail();
    for (int i = 0; i < 7; i++) {
      trail.heard(OUT);
    }
    trail.heard(new MusterEvent.Decided(ANSWERS.denied));
    assertThatThrownBy(() -> assertThat(trail).as("audit").hasEvent(RoleChanged.class))
        .hasMessageStartingWith(
            "[audit] expected an event RoleChanged, but heard 3 before and then OfSession[")
        .hasMessageEndingWith("; " + DecisionText.of(ANSWERS.denied))
        .message()
        .hasLineCount(1);
  }

  private static Decision unexplained() {
    return new Decision.Denied(
        Reason.NO_MEMBERSHIP,
        new Explanation(
            Requirement.member(), new UserId("ann"), null, null, null, null, null, false));
  }

  private static MusterEvent changed(@Nullable String from, @Nullable String to, Origin origin) {
    RolePlan plan = new RolePlan(role(from), role(to), RolePlan.Why.PROVIDER_ROLE);
    return new MusterEvent.OfRole(new RoleChanged(KEY, plan, origin));
  }

  private static @Nullable Role role(@Nullable String name) {
    return name == null ? null : new Role(name);
  }

  private static AuditTrail heard(Decision decision) {
    return heard(new MusterEvent.Decided(decision));
  }

  private static AuditTrail heard(MusterEvent event) {
    AuditTrail trail = new AuditTrail();
    trail.heard(event);
    return trail;
  }

  private static Row row(
      String name, UnaryOperator<AuditAssert> assertion, AuditTrail right, AuditTrail wrong) {
    return message ->
        new BothWays(
            name,
            () -> {
              var unused = assertion.apply(assertThat(right));
            },
            () -> {
              var unused = assertion.apply(assertThat(wrong));
            },
            message);
  }

  /** A row without its sentence. */
  private interface Row {
    BothWays with(String message);

    default BothWays saying(String expected, String was) {
      return with("expected " + expected + ", but heard " + was);
    }

    default BothWays silent(String expected) {
      return with(
          "expected "
              + expected
              + ", but the trail heard nothing: the host did not ask, or its own listener took"
              + " the kit's place");
    }
  }
}
