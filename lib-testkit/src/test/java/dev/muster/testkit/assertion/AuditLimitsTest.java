package dev.muster.testkit.assertion;

import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.audit.MusterEvent;
import dev.muster.audit.MusterListener;
import dev.muster.decision.Decision;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.name.UserId;
import dev.muster.role.RoleEvent;
import dev.muster.session.SessionEvent;
import dev.muster.testkit.stage.AuditTrail;
import dev.muster.testkit.stage.MusterKit;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an audit trail can't know is not asserted of it. */
@Tag("KIT-3")
class AuditLimitsTest {
  private static final MusterEvent OUT =
      new MusterEvent.OfSession(new SessionEvent.SignedOut(new UserId("ann"), "session_1", true));
  private static final String FORGOT = "the trail forgot the first 2 events, since it keeps 10000";

  private final AuditTrail trail = new AuditTrail();

  private void hear(int events) {
    for (int i = 0; i < events; i++) {
      trail.heard(OUT);
    }
  }

  @Test
  void a_trail_counts_what_it_forgets() {
    hear(AuditTrail.KEPT);
    assertThat(trail.forgotten()).isZero();
    hear(2);
    assertThat(trail.forgotten()).isEqualTo(2);
    assertThat(trail.events()).hasSize(AuditTrail.KEPT);
    trail.clear();
    assertThat(trail.forgotten()).isZero();
    assertThat(trail.isSilent()).isFalse();
    assertThat(trail).isEmpty().hasNoEvent(SessionEvent.class);
  }

  @Test
  void a_trail_that_forgot_events_proves_nothing_that_was_not_heard() {
    hear(AuditTrail.KEPT + 2);
    assertThat(trail).hasEvent(SessionEvent.class);
    Stream.<Consumer<AuditAssert>>of(
            AuditAssert::isEmpty,
            a -> a.hasNoEvent(RoleEvent.class),
            a -> a.hasEvents(RoleEvent.class, 0),
            a -> a.hasEvents(SessionEvent.class, AuditTrail.KEPT),
            a -> a.hasDecisions(0),
            AuditAssert::explainsEveryDecision)
        .forEach(
            claim ->
                assertThatThrownBy(() -> claim.accept(assertThat(trail)))
                    .isExactlyInstanceOf(AssertionError.class)
                    .hasMessageEndingWith(", but " + FORGOT));
    assertThatThrownBy(() -> assertThat(trail).hasDenied(Reason.NO_MEMBERSHIP))
        .hasMessage("expected a decision denied, NO_MEMBERSHIP, but heard none; " + FORGOT);
  }

  @Test
  void a_trail_that_was_never_told_anything_proves_nothing_that_was_not_heard() {
    trail.clear();
    Stream.<Consumer<AuditAssert>>of(
            AuditAssert::isEmpty,
            a -> a.hasNoEvent(RoleEvent.class),
            a -> a.hasEvents(RoleEvent.class, 0),
            a -> a.hasDecisions(0),
            AuditAssert::explainsEveryDecision)
        .forEach(
            claim ->
                assertThatThrownBy(() -> claim.accept(assertThat(trail)))
                    .isExactlyInstanceOf(AssertionError.class)
                    .hasMessageContaining(", but the trail heard nothing: "));
  }

  @Test
  void a_type_that_no_event_is_of_is_said_to_be_none() {
    hear(1);
    for (Class<?> type : List.of(String.class, Reason.class, int.class, Object.class)) {
      Stream.<Consumer<AuditAssert>>of(
              a -> a.hasEvent(type),
              a -> a.hasEvents(type, 0),
              a -> a.hasNoEvent(type),
              a -> a.hasEvent(type, any -> true))
          .forEach(
              claim ->
                  assertThatThrownBy(() -> claim.accept(assertThat(trail)))
                      .isExactlyInstanceOf(AssertionError.class)
                      .hasMessage(
                          type.getSimpleName()
                              + " is no type of an event, nor of what one tells of"));
    }
    assertThat(trail)
        .hasEvent(MusterEvent.class)
        .hasNoEvent(RoleEvent.RoleChanged.class)
        .hasNoEvent(Decision.Granted.class);
  }

  @Test
  void a_description_of_another_type_is_said_to_be_one() {
    hear(1);
    assertThatThrownBy(
            () ->
                assertThat(trail)
                    .hasEvent(
                        MusterEvent.class,
                        event -> ((MusterEvent.Decided) event).decision() != null))
        .isExactlyInstanceOf(AssertionError.class)
        .hasMessage(
            "expected an event MusterEvent as described, but the description takes no"
                + " OfSession, as heard");
  }

  @Test
  void a_trail_whose_place_the_host_took_is_said_to_have_heard_nothing() {
    try (MusterKit kit =
        MusterKit.with(setup -> setup.muster(host -> host.listener(MusterListener.none())))) {
      kit.org("acme").member("u2");
      assertThat(kit.actingAs("u2").in("acme").check(Requirement.member())).isGranted();
      assertThatThrownBy(() -> assertThat(kit.audit()).hasGranted())
          .hasMessage(
              "expected a granted decision, but the trail heard nothing: the host did not ask,"
                  + " or its own listener took the kit's place");
      assertThatThrownBy(() -> assertThat(kit.audit()).hasNoEvent(RoleEvent.class))
          .hasMessageContaining("the trail heard nothing");
    }
  }
}
