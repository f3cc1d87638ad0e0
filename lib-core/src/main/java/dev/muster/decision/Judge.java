package dev.muster.decision;

import dev.muster.membership.Evidence;
import dev.muster.membership.Failure;
import dev.muster.membership.Freshness;
import dev.muster.membership.Moment;
import dev.muster.membership.Timeline;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.scope.Member;
import dev.muster.scope.OrganizationSelector;
import dev.muster.scope.Scope;
import dev.muster.scope.ScopeQuery;
import dev.muster.scope.ScopeResolution;
import java.time.Duration;
import java.util.Objects;
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
    if (resolution instanceof ScopeResolution.CredentialOutlived outlived) {
      return of.denied(Reason.INVALID_CREDENTIAL, outlived.evidence(), null);
    }
    if (resolution instanceof ScopeResolution.RoleDenied denied) {
      return of.denied(Reason.ROLE_UNKNOWN, denied.evidence(), null);
    }
    if (resolution instanceof ScopeResolution.NoOrganization none) {
      return of.denied(
          none.hasOrganizations() ? Reason.NO_ORGANIZATION_NAMED : Reason.NO_ORGANIZATION_AT_ALL,
          none.left(),
          null);
    }
    if (resolution instanceof ScopeResolution.WrongOrganization) {
      return of.denied(Reason.WRONG_ORGANIZATION, null, null);
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
    return new Decision.Denied(reason, Explanation.of(requirement, null));
  }

  /**
   * Decides about a credential that is not good, or not good here.
   *
   * @param reason why not
   * @param requirement what the route demands
   * @param user whose it is, or null if nobody knows
   * @param organization the organization that it is or was for, or null if that is not known
   * @return a denial that names the organization
   */
  public Decision refused(
      Reason reason,
      Requirement requirement,
      @Nullable UserId user,
      @Nullable OrganizationId organization) {
    return new Decision.Denied(
        reason, new Explanation(requirement, user, organization, null, null, null, null, false));
  }

  /**
   * Decides where the credential could not be checked.
   *
   * @param failure why not
   * @param requirement what the route demands
   * @return undecided
   */
  public Decision uncheckable(Failure failure, Requirement requirement) {
    return new Decision.Undecided(failure, Explanation.of(requirement, null));
  }

  /**
   * Decides about a member whose evidence is at hand, within its bound. That the session may work
   * in the scope is known from the scope itself: {@link Member#in} makes none otherwise.
   *
   * @param scope where the session works
   * @param requirement what the route demands
   * @param freshness how old evidence may be
   * @param ageNanos how old it is when the decision is returned
   * @return the decision
   */
  public Decision judge(
      Scope.Organization scope, Requirement requirement, Freshness freshness, long ageNanos) {
    Member member = scope.member();
    boolean stands = member.evidence().isMember() && freshness.reaches(ageNanos);
    Reason reason = stands ? unmet(requirement, member) : null;
    if (stands && reason == null) {
      return new Decision.Granted(new Pass(scope, requirement, ageNanos));
    }
    Explanation explanation =
        Explanation.of(
            requirement,
            scope.session().user(),
            member.evidence(),
            member.role(),
            Duration.ofNanos(ageNanos));
    return reason == null
        ? new Decision.Undecided(Failure.of(Failure.Cause.STALE), explanation)
        : new Decision.Denied(reason, explanation);
  }

  private Decision personal(Case of, Scope.Personal scope) {
    if (!of.isAbout(scope)
        || scope.session().boundTo().isPresent()
        || !isNamed(of.query.selector(), scope.name())) {
      return new Decision.Undecided(Failure.of(Failure.Cause.DEFECT), of.explanation(null, null));
    }
    if (of.requirement.acceptsPersonal()) {
      return new Decision.Granted(new Pass(scope, of.requirement, 0));
    }
    Reason reason =
        scope.name() == null ? Reason.NO_ORGANIZATION_NAMED : Reason.PERSONAL_SCOPE_NAMED;
    return of.denied(reason, null, null);
  }

  /**
   * A request that named an organization is never about the person, whatever a resolver says: the
   * person is meant where nothing was named, or nothing but the person's own slug.
   */
  private static boolean isNamed(OrganizationSelector selector, @Nullable OrganizationSlug name) {
    return name == null ? selector.texts().isEmpty() : name.value().equals(selector.onlyText());
  }

  private Decision organization(Case of, Scope.Organization scope, Freshness freshness) {
    Member member = scope.member();
    Evidence evidence = member.evidence();
    if (!of.isAbout(scope)
        || !evidence.isMember()
        || !member.isFor(scope.session())
        || !scope.session().mayWorkIn(scope.id())) {
      return new Decision.Undecided(
          Failure.of(Failure.Cause.DEFECT), of.explanation(evidence, member.role()));
    }
    boolean caughtUp =
        evidence.epoch() >= of.query.leastEpoch(evidence.key())
            || evidence.isStatedSince(of.query.start());
    if (!caughtUp || !evidence.serves(freshness, of.query.start(), of.now)) {
      return new Decision.Undecided(
          Failure.of(Failure.Cause.STALE), of.explanation(evidence, member.role()));
    }
    Reason reason = unmet(of.requirement, member);
    return reason == null
        ? new Decision.Granted(
            new Pass(scope, of.requirement, evidence.ageNanos(of.now.wallNanos(), of.now.nanos())))
        : of.denied(reason, evidence, member.role());
  }

  private @Nullable Reason unmet(Requirement requirement, Member member) {
    if (requirement instanceof Requirement.OrPersonal or) {
      return unmet(or.elsewhere(), member);
    }
    if (requirement instanceof Requirement.AtLeast atLeast) {
      Role held = member.role();
      boolean met = held != null && roles.isAtLeast(held, atLeast.role());
      return met ? null : Reason.ROLE_TOO_LOW;
    }
    if (requirement instanceof Requirement.Permits permits) {
      boolean met = member.permissions().contains(permits.permission());
      return met ? null : Reason.PERMISSION_MISSING;
    }
    boolean met =
        requirement instanceof Requirement.Member || requirement instanceof Requirement.SignedIn;
    return met ? null : Reason.ROLE_TOO_LOW;
  }

  private static Reason reason(ScopeResolution.NotAMember no) {
    if (no.evidence().isMember()) {
      return Reason.UNKNOWN_ORGANIZATION; // it has ended, whoever is still listed as its member
    }
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

    Decision denied(Reason reason, @Nullable Evidence evidence, @Nullable Role role) {
      return new Decision.Denied(reason, explanation(evidence, role));
    }

    Explanation explanation(@Nullable Evidence evidence, @Nullable Role role) {
      UserId user = query.session().user();
      return evidence == null
          ? Explanation.of(requirement, user)
          : Explanation.of(requirement, user, evidence, role, Timeline.age(evidence.asOf(), now));
    }
  }
}
