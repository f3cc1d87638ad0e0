package dev.muster.testkit.assertion;

import dev.muster.audit.MusterEvent;
import dev.muster.decision.Decision;
import dev.muster.decision.Explanation;
import dev.muster.decision.Reason;
import dev.muster.membership.Failure;
import dev.muster.membership.MembershipEvent.MembershipEnded;
import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.role.RoleEvent;
import dev.muster.role.RoleEvent.RoleChanged;
import dev.muster.testkit.stage.AuditTrail;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractObjectAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on what the host's listener heard since the trail was last cleared. Each throws an
 * {@link AssertionError} that names the latest of the events in question. For one thread; never
 * blocks.
 */
public final class AuditAssert extends AbstractObjectAssert<AuditAssert, AuditTrail> {
  /** Reasons that somebody looked at the membership for. */
  private static final Set<Reason> OF_A_MEMBERSHIP =
      EnumSet.of(
          Reason.NO_MEMBERSHIP,
          Reason.NOT_ACTIVE,
          Reason.ROLE_TOO_LOW,
          Reason.PERMISSION_MISSING,
          Reason.ROLE_UNKNOWN);

  AuditAssert(AuditTrail trail) {
    super(Objects.requireNonNull(trail, "trail"), AuditAssert.class);
  }

  /**
   * Nothing was heard.
   *
   * @return this
   */
  public AuditAssert isEmpty() {
    List<MusterEvent> events = actual.events();
    return check(events.isEmpty(), "no event", events);
  }

  /**
   * An event of this type was heard.
   *
   * @param type of the event, such as {@link MusterEvent.OfToken}, or of what it tells of, such as
   *     {@code TokenEvent.Revoked}
   * @return this
   */
  public AuditAssert hasEvent(Class<?> type) {
    return check(!actual.of(type).isEmpty(), "an event " + name(type), actual.events());
  }

  /**
   * An event of this type was heard that is as described.
   *
   * @param type as {@link #hasEvent(Class)} takes it
   * @param such what must hold of it
   * @param <E> the type
   * @return this
   */
  public <E> AuditAssert hasEvent(Class<E> type, Predicate<? super E> such) {
    Objects.requireNonNull(such, "such");
    List<E> events = actual.of(type);
    return check(
        events.stream().anyMatch(such), "an event " + name(type) + " as described", events);
  }

  /**
   * So many events of this type were heard.
   *
   * @param type as {@link #hasEvent(Class)} takes it
   * @param count how many
   * @return this
   */
  public AuditAssert hasEvents(Class<?> type, int count) {
    List<?> events = actual.of(type);
    return check(events.size() == count, count + " of the event " + name(type), events);
  }

  /**
   * No event of this type was heard.
   *
   * @param type as {@link #hasEvent(Class)} takes it
   * @return this
   */
  public AuditAssert hasNoEvent(Class<?> type) {
    List<?> events = actual.of(type);
    return check(events.isEmpty(), "no event " + name(type), events);
  }

  /**
   * This decision was heard.
   *
   * @param decision one that a check answered
   * @return this
   */
  public AuditAssert hasDecision(Decision decision) {
    Objects.requireNonNull(decision, "decision");
    return decided("the decision " + DecisionText.of(decision), decision::equals);
  }

  /**
   * So many decisions were heard.
   *
   * @param count how many
   * @return this
   */
  public AuditAssert hasDecisions(int count) {
    List<Decision> decisions = actual.decisions();
    return check(decisions.size() == count, count + " decisions", decisions);
  }

  /**
   * A yes was heard.
   *
   * @return this
   */
  public AuditAssert hasGranted() {
    return decided("a granted decision", Decision.Granted.class::isInstance);
  }

  /**
   * A no for this reason was heard.
   *
   * @param reason why
   * @return this
   */
  public AuditAssert hasDenied(Reason reason) {
    Objects.requireNonNull(reason, "reason");
    return decided(
        "a decision denied, " + reason,
        decision -> decision instanceof Decision.Denied denied && denied.reason() == reason);
  }

  /**
   * A decision that was neither yes nor no for this reason was heard.
   *
   * @param cause why
   * @return this
   */
  public AuditAssert hasUndecided(Failure.Cause cause) {
    Objects.requireNonNull(cause, "cause");
    return decided(
        "a decision undecided, " + cause,
        decision ->
            decision instanceof Decision.Undecided undecided
                && undecided.failure().cause() == cause);
  }

  /**
   * Every decision that was heard says what it rests on: a yes in an organization, and a no for
   * what the membership is, name the user, the organization, and evidence with source and age.
   *
   * @return this
   */
  public AuditAssert explainsEveryDecision() {
    List<Decision> bare =
        actual.decisions().stream().filter(decision -> !isExplained(decision)).toList();
    return check(bare.isEmpty(), "every decision to name what it rests on", bare);
  }

  /**
   * The host's role of somebody was changed.
   *
   * @param from the role before, or null for none
   * @param to the role after, or null for none
   * @return this
   */
  public AuditAssert hasRoleChange(@Nullable String from, @Nullable String to) {
    return roleChanged(from, to, "", change -> true);
  }

  /**
   * The host's role of somebody was changed, for this cause.
   *
   * @param from the role before, or null for none
   * @param to the role after, or null for none
   * @param origin who made the difference: {@code RECORD} is somebody who wrote past Muster
   * @return this
   */
  public AuditAssert hasRoleChange(
      @Nullable String from, @Nullable String to, RoleChanged.Origin origin) {
    Objects.requireNonNull(origin, "origin");
    return roleChanged(from, to, ", of origin " + origin, change -> change.origin() == origin);
  }

  /**
   * The mirror has seen a membership end.
   *
   * @param user whose
   * @param organization where
   * @return this
   */
  public AuditAssert hasEnded(UserId user, OrganizationId organization) {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(organization, "organization");
    List<MembershipEnded> ends = actual.of(MembershipEnded.class);
    boolean so =
        ends.stream()
            .anyMatch(
                end ->
                    end.key().user().equals(user) && end.key().organization().equals(organization));
    String whose = Quoted.of(user.value()) + " in " + Quoted.of(organization.value());
    return check(so, "an event that the membership of " + whose + " has ended", ends);
  }

  private AuditAssert decided(String expected, Predicate<? super Decision> such) {
    List<Decision> decisions = actual.decisions();
    return check(decisions.stream().anyMatch(such), expected, decisions);
  }

  private AuditAssert roleChanged(
      @Nullable String from, @Nullable String to, String more, Predicate<RoleChanged> such) {
    boolean so =
        actual.of(RoleChanged.class).stream()
            .anyMatch(
                change ->
                    is(change.plan().from(), from)
                        && is(change.plan().to(), to)
                        && such.test(change));
    String expected = "a role change from " + role(from) + " to " + role(to);
    return check(so, expected + more, actual.of(RoleEvent.class));
  }

  private static boolean isExplained(Decision decision) {
    Explanation grounds = decision.explanation();
    boolean needs =
        decision.fold(
            granted -> granted.pass().scope().fold(personal -> false, organization -> true),
            denied -> OF_A_MEMBERSHIP.contains(denied.reason()),
            undecided -> false);
    boolean complete =
        grounds.user() != null
            && grounds.organization() != null
            && grounds.source() != null
            && grounds.evidenceAge() != null;
    return !needs || complete;
  }

  private AuditAssert check(boolean so, String expected, List<?> events) {
    if (!so) {
      throw failure("%s", "expected " + expected + ", but heard " + EventText.of(events));
    }
    return this;
  }

  private static boolean is(@Nullable Role role, @Nullable String name) {
    return Objects.equals(role == null ? null : role.value(), name);
  }

  private static String role(@Nullable String name) {
    return name == null ? "none" : Quoted.of(name);
  }

  private static String name(Class<?> type) {
    return type.getSimpleName();
  }
}
