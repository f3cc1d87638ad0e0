package dev.muster.testkit.assertion;

import dev.muster.decision.Decision;
import dev.muster.decision.Explanation;
import dev.muster.decision.Problem;
import dev.muster.decision.Reason;
import dev.muster.membership.Failure;
import dev.muster.membership.Source;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import java.time.Duration;
import java.util.Objects;
import org.assertj.core.api.AbstractObjectAssert;

/**
 * Assertions on a decision: the answer, and what it rests on. Each throws an {@link AssertionError}
 * that says in one sentence what the decision was. For one thread; never blocks.
 */
public final class DecisionAssert extends AbstractObjectAssert<DecisionAssert, Decision> {
  DecisionAssert(Decision decision) {
    super(Objects.requireNonNull(decision, "decision"), DecisionAssert.class);
  }

  /**
   * It is a yes.
   *
   * @return this
   */
  public DecisionAssert isGranted() {
    return check(actual instanceof Decision.Granted, "be granted");
  }

  /**
   * It is a definite no, for whatever reason.
   *
   * @return this
   */
  public DecisionAssert isDenied() {
    return check(actual instanceof Decision.Denied, "be denied");
  }

  /**
   * It is a definite no for this reason.
   *
   * @param reason as the audit hears it
   * @return this
   */
  public DecisionAssert isDenied(Reason reason) {
    Objects.requireNonNull(reason, "reason");
    boolean so = actual instanceof Decision.Denied denied && denied.reason() == reason;
    return check(so, "be denied, " + reason);
  }

  /**
   * It is a definite no to somebody who presents no credential, or one that is not good (any more):
   * what the client is told has the status 401.
   *
   * @return this
   */
  public DecisionAssert isUnauthenticated() {
    boolean so =
        actual instanceof Decision.Denied denied
            && denied.reason().problem().status() == Problem.UNAUTHENTICATED.status();
    return check(so, "be denied for want of a good credential");
  }

  /**
   * It is neither yes nor no, for whatever reason.
   *
   * @return this
   */
  public DecisionAssert isUndecided() {
    return check(actual instanceof Decision.Undecided, "be undecided");
  }

  /**
   * It is neither yes nor no for this reason.
   *
   * @param cause what kept it from being decided
   * @return this
   */
  public DecisionAssert isUndecided(Failure.Cause cause) {
    Objects.requireNonNull(cause, "cause");
    boolean so =
        actual instanceof Decision.Undecided undecided && undecided.failure().cause() == cause;
    return check(so, "be undecided, " + cause);
  }

  /**
   * It is undecided, and says when to come back.
   *
   * @param wait after how long, exactly
   * @return this
   */
  public DecisionAssert hasRetryAfter(Duration wait) {
    Objects.requireNonNull(wait, "wait");
    boolean so =
        actual instanceof Decision.Undecided undecided && undecided.retryAfter().equals(wait);
    return check(so, "be undecided, to be asked again after " + wait);
  }

  /**
   * A client that is refused is told this problem. Nothing is told of a yes.
   *
   * @param problem as {@link Reason#problem()} maps it; {@link Problem#UNAVAILABLE} where it is
   *     undecided
   * @return this
   */
  public DecisionAssert tells(Problem problem) {
    Objects.requireNonNull(problem, "problem");
    boolean so =
        actual.fold(
            granted -> false,
            denied -> denied.reason().problem() == problem,
            undecided -> problem == Problem.UNAVAILABLE);
    return check(so, "tell the client " + problem);
  }

  /**
   * It is about this user.
   *
   * @param user who asked
   * @return this
   */
  public DecisionAssert isTo(UserId user) {
    Objects.requireNonNull(user, "user");
    return check(user.equals(grounds().user()), "be about the user " + name(user));
  }

  /**
   * It is about this organization.
   *
   * @param organization the organization that was checked
   * @return this
   */
  public DecisionAssert isIn(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    boolean so = organization.equals(grounds().organization());
    return check(so, "be about the organization " + name(organization));
  }

  /**
   * It is a yes for the person, in no organization.
   *
   * @return this
   */
  public DecisionAssert isPersonal() {
    boolean so =
        actual instanceof Decision.Granted granted
            && granted.pass().scope().fold(personal -> true, organization -> false);
    return check(so, "be granted in no organization");
  }

  /**
   * This role stood when it was decided.
   *
   * @param role a role of the host's role map
   * @return this
   */
  public DecisionAssert hasRole(String role) {
    Objects.requireNonNull(role, "role");
    boolean so = grounds().role() != null && grounds().role().value().equals(role);
    return check(so, "rest on the role " + name(role));
  }

  /**
   * No role stood when it was decided.
   *
   * @return this
   */
  public DecisionAssert hasNoRole() {
    return check(grounds().role() == null, "rest on no role");
  }

  /**
   * Its evidence came from here.
   *
   * @param source from where
   * @return this
   */
  public DecisionAssert hasSource(Source source) {
    Objects.requireNonNull(source, "source");
    return check(grounds().source() == source, "rest on " + source + " evidence");
  }

  /**
   * Its evidence was served beyond its bound, in the host's grace.
   *
   * @return this
   */
  public DecisionAssert isStale() {
    return check(grounds().stale(), "rest on stale evidence");
  }

  /**
   * It rests on evidence, and not on what was served beyond its bound.
   *
   * @return this
   */
  public DecisionAssert isFresh() {
    boolean so = grounds().source() != null && !grounds().stale();
    return check(so, "rest on evidence within its bound");
  }

  /**
   * It rests on evidence of at most this age.
   *
   * @param bound how old at most, inclusive; a pass tells its age in whole milliseconds, rounded up
   * @return this
   */
  public DecisionAssert restsOnEvidenceNoOlderThan(Duration bound) {
    Objects.requireNonNull(bound, "bound");
    Duration age = grounds().evidenceAge();
    boolean so = age != null && age.compareTo(bound) <= 0;
    return check(so, "rest on evidence no older than " + bound);
  }

  private Explanation grounds() {
    return actual.explanation();
  }

  private DecisionAssert check(boolean so, String expected) {
    if (!so) {
      throw failure(
          "%s", "expected the decision to " + expected + ", but was " + DecisionText.of(actual));
    }
    return this;
  }

  private static String name(Object id) {
    return Quoted.of(id.toString());
  }
}
