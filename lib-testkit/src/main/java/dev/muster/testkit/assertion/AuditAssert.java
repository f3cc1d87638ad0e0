package dev.muster.testkit.assertion;

import dev.muster.audit.MusterEvent;
import dev.muster.decision.Decision;
import dev.muster.decision.Reason;
import dev.muster.membership.Failure;
import dev.muster.membership.MembershipEvent.MembershipEnded;
import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.role.RoleEvent;
import dev.muster.role.RoleEvent.RoleChanged;
import dev.muster.testkit.stage.AuditTrail;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractObjectAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on what the host's listener heard since the trail was last cleared. Each throws an
 * {@link AssertionError} that names the latest of the events in question. What says that something
 * was not heard, or how often it was, fails where that can't be known: events were forgotten, or
 * the trail was never told anything. For one thread; never blocks.
 */
public final class AuditAssert extends AbstractObjectAssert<AuditAssert, AuditTrail> {
  AuditAssert(AuditTrail trail) {
    super(Objects.requireNonNull(trail, "trail"), AuditAssert.class);
  }

  /**
   * Nothing was heard since the trail was last cleared, though something was before. Where a host
   * is to tell nothing from its start, {@link AuditTrail#isSilent()} says whether it did.
   *
   * @return this
   */
  public AuditAssert isEmpty() {
    return counted(0, actual.events(), "no event");
  }

  /**
   * An event of this type was heard.
   *
   * @param type of the event, such as {@link MusterEvent.OfToken}, or of what it tells of, such as
   *     {@code TokenEvent.Revoked}
   * @return this
   */
  public AuditAssert hasEvent(Class<?> type) {
    boolean so = !events(type).isEmpty();
    return check(so, "an event " + name(type), actual.events());
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
    List<E> events = events(type);
    String expected = "an event " + name(type) + " as described";
    return check(events.stream().anyMatch(event -> is(such, event, expected)), expected, events);
  }

  /**
   * So many events of this type were heard.
   *
   * @param type as {@link #hasEvent(Class)} takes it
   * @param count how many
   * @return this
   */
  public AuditAssert hasEvents(Class<?> type, int count) {
    List<?> events = events(type);
    return counted(count, events, count + " of the event " + name(type));
  }

  /**
   * No event of this type was heard, though others were since the trail was made.
   *
   * @param type as {@link #hasEvent(Class)} takes it
   * @return this
   */
  public AuditAssert hasNoEvent(Class<?> type) {
    return counted(0, events(type), "no event " + name(type));
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
    String expected = count == 1 ? "1 decision" : count + " decisions";
    return counted(count, actual.decisions(), expected);
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
   * At least one decision was heard, and every one says what it rests on: a yes in an organization,
   * and a no for what the membership is, name the user, the organization, and evidence with source
   * and age.
   *
   * @return this
   */
  public AuditAssert explainsEveryDecision() {
    String expected = "every decision to name what it rests on";
    List<Decision> all = actual.decisions();
    List<Decision> bare = all.stream().filter(decision -> !Grounds.areTold(decision)).toList();
    return whole(expected).check(!all.isEmpty() && bare.isEmpty(), expected, bare);
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

  private <E> List<E> events(Class<E> type) {
    if (!EventTypes.areThereOf(type)) {
      throw failure("%s", name(type) + " is no type of an event, nor of what one tells of");
    }
    return actual.of(type);
  }

  private <E> boolean is(Predicate<? super E> such, E event, String expected) {
    try {
      return such.test(event);
    } catch (ClassCastException otherType) {
      String heard = name(event.getClass());
      throw failure(
          "%s", "expected " + expected + ", but the description takes no " + heard + ", as heard");
    }
  }

  /** How often something was heard, which only a trail can tell that hears and forgets nothing. */
  private AuditAssert counted(int count, List<?> events, String expected) {
    if (actual.isSilent() && count == 0) {
      throw failure("%s", "expected " + expected + ", but " + EventText.SILENCE);
    }
    return whole(expected).check(events.size() == count, expected, events);
  }

  private AuditAssert whole(String expected) {
    if (actual.forgotten() > 0) {
      throw failure("%s", "expected " + expected + ", but " + forgotten());
    }
    return this;
  }

  private String forgotten() {
    return "the trail forgot the first "
        + actual.forgotten()
        + " events, since it keeps "
        + AuditTrail.KEPT;
  }

  private AuditAssert check(boolean so, String expected, List<?> events) {
    if (!so) {
      String heard = actual.isSilent() ? EventText.SILENCE : "heard " + EventText.of(events);
      String more = actual.forgotten() == 0 ? "" : "; " + forgotten();
      throw failure("%s", "expected " + expected + ", but " + heard + more);
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
