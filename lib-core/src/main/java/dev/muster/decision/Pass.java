package dev.muster.decision;

import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.scope.Scope;
import java.time.Duration;
import java.util.Optional;

/**
 * Proof that Muster answered yes, for one session, one scope, one requirement and one request. Work
 * that needs permission takes it as an argument. Immutable; not for keeping beyond the request.
 *
 * <h2>Guarantee</h2>
 *
 * <p>There is no public constructor: who holds a pass was granted it.
 */
public final class Pass {
  private static final int NANOS_A_MILLISECOND = 1_000_000;

  private final Scope scope;
  private final Requirement requirement;
  private final int ageMillis;

  /** A bound is a day and a grace an hour at most, so that an age fits. */
  Pass(Scope scope, Requirement requirement, long ageNanos) {
    this.scope = scope;
    this.requirement = requirement;
    this.ageMillis = (int) ((ageNanos + NANOS_A_MILLISECOND - 1) / NANOS_A_MILLISECOND);
  }

  /**
   * Where the work is permitted.
   *
   * @return the scope
   */
  public Scope scope() {
    return scope;
  }

  /**
   * Who may do it.
   *
   * @return the user's id at the provider
   */
  public UserId user() {
    return scope.session().user();
  }

  /**
   * The organization it may be done in.
   *
   * @return its id
   * @throws IllegalStateException if the pass is personal: only {@link Requirement#signedIn()} and
   *     what is loosened by {@link Requirement#orPersonal()} give such a pass
   */
  public OrganizationId organization() {
    return scope.fold(
        personal -> {
          throw new IllegalStateException("a personal pass has no organization");
        },
        Scope.Organization::id);
  }

  /**
   * The role it was given for.
   *
   * @return the role, or empty if there was none
   */
  public Optional<Role> role() {
    return scope.fold(personal -> Optional.<Role>empty(), Scope.Organization::role);
  }

  /**
   * What was demanded and met.
   *
   * @return the requirement
   */
  public Requirement requirement() {
    return requirement;
  }

  /**
   * What the pass rests on.
   *
   * @return the explanation
   */
  public Explanation explanation() {
    return scope.fold(
        personal -> Explanation.of(requirement, user()),
        organization ->
            Explanation.of(
                requirement,
                user(),
                organization.evidence(),
                organization.member().role(),
                Duration.ofMillis(ageMillis)));
  }

  @Override
  public String toString() {
    return "Pass[" + user() + ", " + scope + ", " + requirement + "]";
  }
}
