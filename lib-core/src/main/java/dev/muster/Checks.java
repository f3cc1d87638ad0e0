package dev.muster;

import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Judge;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.membership.Failure;
import dev.muster.membership.Freshness;
import dev.muster.membership.Moment;
import dev.muster.membership.OrganizationResolver;
import dev.muster.membership.Source;
import dev.muster.membership.Timeline;
import dev.muster.scope.Member;
import dev.muster.scope.Scope;
import dev.muster.scope.ScopeMemory;
import dev.muster.scope.ScopeQuery;
import dev.muster.scope.ScopeResolution;
import dev.muster.scope.ScopeResolver;
import dev.muster.session.Authentication;
import dev.muster.session.Session;
import dev.muster.session.TokenSessions.Reading;
import dev.muster.token.OrganizationTokens;
import dev.muster.token.TokenBearers;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The way of a check through the rooms: from memory where that serves, else the long way. */
final class Checks {
  private final Timeline timeline;
  private final Freshness freshness;
  private final ScopeResolver scopes;
  private final ScopeMemory memory;
  private final OrganizationResolver organizations;
  private final Judge judge;
  private final Predicate<Session> issued;
  private final @Nullable OrganizationTokens tokens;

  Checks(Wiring.Parts parts) {
    this.timeline = parts.timeline();
    this.freshness = parts.freshness();
    this.scopes = parts.scopes();
    this.memory = parts.memory();
    this.organizations = parts.organizations();
    this.judge = parts.judge();
    this.issued = parts.issued();
    this.tokens = parts.tokens();
  }

  Decision decide(Session session, String organization, Requirement requirement) {
    requireOurs(session);
    if (session.token() != null) {
      return byToken(AccessCheck.of(session, requirement).in(organization), session);
    }
    Decision remembered = remembered(session, organization, requirement, freshness);
    return remembered == null
        ? resolved(
            AccessCheck.of(session, requirement).in(organization),
            session,
            freshness,
            timeline.now())
        : remembered;
  }

  Decision decide(AccessCheck check) {
    // The common case without the branches that a fold would make anew for each check.
    if (check.authentication() instanceof Authentication.Authenticated authenticated) {
      return decide(check, authenticated.session());
    }
    return check
        .authentication()
        .fold(
            authenticated -> decide(check, authenticated.session()),
            anonymous -> judge.unauthenticated(Reason.ANONYMOUS, check.requirement()),
            invalid ->
                judge.refused(
                    Reason.INVALID_CREDENTIAL, check.requirement(), null, invalid.organization()),
            wrongKind -> judge.unauthenticated(Reason.WRONG_CREDENTIAL, check.requirement()),
            ended -> judge.unauthenticated(Reason.SESSION_ENDED, check.requirement()),
            unavailable ->
                judge.uncheckable(
                    new Failure(Failure.Cause.PROVIDER_UNAVAILABLE, unavailable.retryAfter()),
                    check.requirement()));
  }

  private Decision decide(AccessCheck check, Session session) {
    requireOurs(session);
    return session.token() == null ? bySession(check, session, null) : byToken(check, session);
  }

  /**
   * A token must stand first, as freshly as the check demands; then it is a session like others.
   */
  private Decision byToken(AccessCheck check, Session session) {
    TokenBearers bearers = Objects.requireNonNull(tokens, "tokens").bearers();
    Freshness bound = check.freshness(freshness);
    long wall = timeline.wallNanos();
    long ticks = timeline.ticks();
    if (bearers.stands(session, bound, wall, ticks)) {
      Decision same = whereItWas(check, session, bound, wall, ticks);
      return same == null ? bySession(check, session, null) : same;
    }
    Moment start = timeline.now();
    Authentication again = bearers.again(session, bound, start);
    if (!(again instanceof Authentication.Authenticated goesOn)) {
      return decide(check.by(again));
    }
    return bearers.stands(goesOn.session(), bound, timeline.wallNanos(), timeline.ticks())
        ? bySession(check.by(again), goesOn.session(), start)
        : judge.uncheckable(Failure.of(Failure.Cause.STALE), check.requirement());
  }

  /** A token that stands works where its last check did, as long as the evidence of that serves. */
  @SuppressWarnings("ReferenceEquality") // the scope of this very session
  private @Nullable Decision whereItWas(
      AccessCheck check, Session session, Freshness bound, long wall, long ticks) {
    Reading token = session.token();
    if (token == null
        || !(token.place() instanceof Scope.Organization scope)
        || scope.session() != session
        || bound.isLive()
        || check.refusesTokens()
        || check.seen() != null
        || !check.selector().isEmpty()) {
      return null;
    }
    long age = scope.evidence().ageNanos(bound, wall, ticks);
    return memory.stillServes(scope.member(), bound, age)
            && !organizations.hasEnded(scope.evidence().key())
        ? judge.judge(scope, check.requirement(), bound, age)
        : null;
  }

  /** Of a decision that began before, with what was to be found out of its token; or begins now. */
  private Decision bySession(AccessCheck check, Session session, @Nullable Moment begun) {
    if (session.token() != null && check.refusesTokens()) {
      return judge.refused(
          Reason.WRONG_CREDENTIAL,
          check.requirement(),
          session.user(),
          session.boundTo().orElse(null));
    }
    Freshness bound = check.freshness(freshness);
    String text = named(check, session);
    if (text != null && check.seen() == null) {
      Decision remembered = remembered(session, text, check.requirement(), bound);
      if (remembered != null) {
        return remembered;
      }
    }
    return resolved(check, session, bound, begun == null ? timeline.now() : begun);
  }

  /** The long way, where memory does not serve. */
  private Decision resolved(AccessCheck check, Session session, Freshness bound, Moment start) {
    return resolved(check, session, bound, start, true);
  }

  private Decision resolved(
      AccessCheck check, Session session, Freshness bound, Moment start, boolean again) {
    ScopeQuery query =
        new ScopeQuery(
            session,
            check.selector(),
            check.requirement().acceptsPersonal(),
            bound,
            start,
            check.seen());
    ScopeResolution resolution = scopes.resolve(query);
    if (session.token() != null && tokens != null) {
      tokens.heard(session, resolution);
    }
    Decision decision = judge.judge(query, resolution, check.requirement(), bound, timeline.now());
    return again && isForgotten(decision, resolution)
        ? resolved(check, session, bound, start, false)
        : decision;
  }

  /** What only the feed kept young may be forgotten before it is judged: then it is asked for. */
  private static boolean isForgotten(Decision decision, ScopeResolution resolution) {
    return decision instanceof Decision.Undecided
        && resolution instanceof ScopeResolution.Resolved resolved
        && resolved.scope() instanceof Scope.Organization scope
        && scope.evidence().source() == Source.CACHE
        && !scope.evidence().isRemembered();
  }

  /** A credential of one organization names it where the request names none. */
  private static @Nullable String named(AccessCheck check, Session session) {
    return session.token() != null && check.selector().isEmpty()
        ? session.token().grant().key().organization().value()
        : check.selector().onlyText();
  }

  /** The warm path: one look-up, one reading of the clocks, and the judge. */
  private @Nullable Decision remembered(
      Session session, String text, Requirement requirement, Freshness bound) {
    if (bound.isLive()) {
      return null;
    }
    Member member = memory.find(session.user(), text, bound);
    if (member == null) {
      return null;
    }
    long age = member.evidence().ageNanos(bound, timeline.wallNanos(), timeline.ticks());
    if (!member.admits(session)
        || !member.isFor(session)
        || !memory.stillServes(member, bound, age)
        || organizations.hasEnded(member.evidence().key())) {
      return null;
    }
    Scope.Organization scope = member.in(session);
    Reading token = session.token();
    if (token != null) {
      token.keepPlace(scope);
    }
    return judge.judge(scope, requirement, bound, age);
  }

  void requireOurs(Session session) {
    if (!issued.test(session) && (tokens == null || !tokens.bearers().issued(session))) {
      throw new IllegalArgumentException("the session was not made by this Muster");
    }
  }
}
