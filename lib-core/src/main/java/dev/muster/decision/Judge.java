package dev.muster.decision;

import dev.muster.membership.Evidence;
import dev.muster.membership.Failure;
import dev.muster.membership.Freshness;
import dev.muster.membership.Moment;
import dev.muster.membership.Timeline;
import dev.muster.name.Role;
import dev.muster.role.RoleMap;
import dev.muster.scope.Scope;
import dev.muster.scope.ScopeQuery;
import dev.muster.scope.ScopeResolution;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pure heart: from what was found out to the decision. No clock, no I/O, no state but the
 * host's role map. Safe for many threads.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A pass is made here and nowhere else, and only for a scope that meets the requirement on
 * evidence that the freshness accepts at {@code now}. Everything that is not plainly a yes is a no
 * or undecided.
 */
public final class Judge {
  private final RoleMap roles;

  /**
   * A judge over the host's roles.
   *
   * @param roles which role is higher
   */
  public Judge(RoleMap roles) {
    this.roles = Objects.requireNonNull(roles, "roles");
  }

  /**
   * Decides.
   *
   * @param query the question that was resolved
   * @param resolution what it came to
   * @param requirement what the route demands
   * @param freshness how old evidence may be
   * @param now when the decision is returned
   * @return the decision
   */
  public Decision judge(
      ScopeQuery query,
      ScopeResolution resolution,
      Requirement requirement,
      Freshness freshness,
      Moment now) {
    Case of = new Case(query, requirement, now);
    if (resolution instanceof ScopeResolution.Resolved resolved) {
      return resolved
          .scope()
          .fold(
              personal -> personal(of, personal),
              organization -> organization(of, organization, freshness));
    }
    if (resolution instanceof ScopeResolution.NotAMember no) {
      return of.denied(reason(no), no.evidence(), null);
    }
    if (resolution instanceof ScopeResolution.RoleDenied denied) {
      return of.denied(Reason.ROLE_UNKNOWN, denied.evidence(), null);
    }
    if (resolution instanceof ScopeResolution.NoOrganization none) {
      return of.denied(
          none.hasOrganizations() ? Reason.NO_ORGANIZATION_NAMED : Reason.NO_ORGANIZATION_AT_ALL,
          null,
          null);
    }
    if (resolution instanceof ScopeResolution.Conflict) {
      return of.denied(Reason.SELECTOR_CONFLICT, null, null);
    }
    Failure failure =
        resolution instanceof ScopeResolution.Unavailable unavailable
            ? unavailable.failure()
            : Failure.of(Failure.Cause.DEFECT);
    return new Decision.Undecided(failure, of.explanation(null, null));
  }

  /**
   * Decides about somebody who is not signed in.
   *
   * @param reason why not
   * @param requirement what the route demands
   * @return a denial
   */
  public Decision unauthenticated(Reason reason, Requirement requirement) {
    return new Decision.Denied(
        reason, new Explanation(requirement, null, null, null, null, null, null, false));
  }

  /**
   * Decides where the credential could not be checked.
   *
   * @param failure why not
   * @param requirement what the route demands
   * @return undecided
   */
  public Decision uncheckable(Failure failure, Requirement requirement) {
    return new Decision.Undecided(
        failure, new Explanation(requirement, null, null, null, null, null, null, false));
  }

  /** A request that named an organization is never about the person, whatever a resolver says. */
  private Decision personal(Case of, Scope.Personal scope) {
    if (!of.isAbout(scope) || !of.query.selector().texts().isEmpty()) {
      return new Decision.Undecided(Failure.of(Failure.Cause.DEFECT), of.explanation(null, null));
    }
    return of.requirement.acceptsPersonal()
        ? of.granted(scope, null, null)
        : of.denied(Reason.NO_ORGANIZATION_NAMED, null, null);
  }

  private Decision organization(Case of, Scope.Organization scope, Freshness freshness) {
    Evidence evidence = scope.evidence();
    Role role = scope.role().orElse(null);
    if (!of.isAbout(scope) || !evidence.isMember()) {
      return new Decision.Undecided(
          Failure.of(Failure.Cause.DEFECT), of.explanation(evidence, role));
    }
    boolean caughtUp =
        evidence.epoch() >= of.query.leastEpoch(evidence.key())
            || evidence.asOf().isNotBefore(of.query.start());
    if (!caughtUp || !evidence.serves(freshness, of.query.start(), of.now)) {
      return new Decision.Undecided(
          Failure.of(Failure.Cause.STALE), of.explanation(evidence, role));
    }
    return unmet(of.requirement, scope)
        .map(reason -> of.denied(reason, evidence, role))
        .orElseGet(() -> of.granted(scope, evidence, role));
  }

  private Optional<Reason> unmet(Requirement requirement, Scope.Organization scope) {
    if (requirement instanceof Requirement.AtLeast atLeast) {
      boolean met = scope.role().filter(held -> roles.isAtLeast(held, atLeast.role())).isPresent();
      return met ? Optional.empty() : Optional.of(Reason.ROLE_TOO_LOW);
    }
    if (requirement instanceof Requirement.Permits permits) {
      boolean met = scope.permissions().contains(permits.permission());
      return met ? Optional.empty() : Optional.of(Reason.PERMISSION_MISSING);
    }
    boolean met =
        requirement instanceof Requirement.Member || requirement instanceof Requirement.SignedIn;
    return met ? Optional.empty() : Optional.of(Reason.ROLE_TOO_LOW);
  }

  private static Reason reason(ScopeResolution.NotAMember no) {
    if (no.evidence().status().isPresent()) {
      return Reason.NOT_ACTIVE;
    }
    return no.mirrored() || no.evidence().epoch() > 0
        ? Reason.NO_MEMBERSHIP
        : Reason.UNKNOWN_ORGANIZATION;
  }

  /** One question at one moment. */
  private static final class Case {
    final ScopeQuery query;
    final Requirement requirement;
    final Moment now;

    Case(ScopeQuery query, Requirement requirement, Moment now) {
      this.query = Objects.requireNonNull(query, "query");
      this.requirement = Objects.requireNonNull(requirement, "requirement");
      this.now = Objects.requireNonNull(now, "now");
    }

    /** A resolver must answer about the session that asked, not about another one. */
    boolean isAbout(Scope scope) {
      return scope.session() == query.session();
    }

    Decision granted(Scope scope, @Nullable Evidence evidence, @Nullable Role role) {
      return new Decision.Granted(new Pass(scope, requirement, explanation(evidence, role)));
    }

    Decision denied(Reason reason, @Nullable Evidence evidence, @Nullable Role role) {
      return new Decision.Denied(reason, explanation(evidence, role));
    }

    Explanation explanation(@Nullable Evidence evidence, @Nullable Role role) {
      return new Explanation(
          requirement,
          query.session().user(),
          evidence == null ? null : evidence.key().organization(),
          role,
          evidence == null ? null : evidence.source(),
          evidence == null ? null : Timeline.age(evidence.asOf(), now),
          evidence == null ? null : evidence.token(),
          evidence != null && evidence.isStale());
    }
  }
}
