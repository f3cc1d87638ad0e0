package dev.muster;

import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Judge;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.membership.Failure;
import dev.muster.membership.Freshness;
import dev.muster.membership.Timeline;
import dev.muster.scope.Member;
import dev.muster.scope.ScopeMemory;
import dev.muster.scope.ScopeQuery;
import dev.muster.scope.ScopeResolver;
import dev.muster.session.Authentication;
import dev.muster.session.BearerSessions;
import dev.muster.session.Session;
import dev.muster.session.Sessions;
import dev.muster.session.VouchedSessions;
import org.jspecify.annotations.Nullable;

/** The way of a check through the rooms: from memory where that serves, else the long way. */
final class Checks {
  private final Timeline timeline;
  private final Freshness freshness;
  private final ScopeResolver scopes;
  private final ScopeMemory memory;
  private final Judge judge;
  private final VouchedSessions vouched;
  private final @Nullable Sessions sessions;
  private final @Nullable BearerSessions bearer;

  Checks(Wiring.Parts parts) {
    this.timeline = parts.timeline();
    this.freshness = parts.freshness();
    this.scopes = parts.scopes();
    this.memory = parts.memory();
    this.judge = parts.judge();
    this.vouched = parts.vouched();
    this.sessions = parts.sessions();
    this.bearer = parts.bearer();
  }

  Decision decide(Session session, String organization, Requirement requirement) {
    requireOurs(session);
    Decision remembered = remembered(session, organization, requirement, freshness);
    return remembered == null
        ? resolved(AccessCheck.of(session, requirement).in(organization), session, freshness)
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
            invalid -> judge.unauthenticated(Reason.INVALID_CREDENTIAL, check.requirement()),
            ended -> judge.unauthenticated(Reason.SESSION_ENDED, check.requirement()),
            unavailable ->
                judge.uncheckable(
                    new Failure(Failure.Cause.PROVIDER_UNAVAILABLE, unavailable.retryAfter()),
                    check.requirement()));
  }

  private Decision decide(AccessCheck check, Session session) {
    requireOurs(session);
    Freshness bound = check.freshness(freshness);
    String text = check.selector().onlyText();
    if (text != null && check.seen() == null) {
      Decision remembered = remembered(session, text, check.requirement(), bound);
      if (remembered != null) {
        return remembered;
      }
    }
    return resolved(check, session, bound);
  }

  /** The long way, where memory does not serve. */
  private Decision resolved(AccessCheck check, Session session, Freshness bound) {
    ScopeQuery query =
        new ScopeQuery(
            session,
            check.selector(),
            check.requirement().acceptsPersonal(),
            bound,
            timeline.now(),
            check.seen());
    return judge.judge(query, scopes.resolve(query), check.requirement(), bound, timeline.now());
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
    long age = timeline.ageNanos(member.evidence().asOf());
    return session.mayWorkIn(member.evidence().key().organization())
            && memory.stillServes(member, bound, age)
        ? judge.judge(member.in(session), requirement, bound, age)
        : null;
  }

  void requireOurs(Session session) {
    if (!vouched.issued(session)
        && (sessions == null || !sessions.issued(session))
        && (bearer == null || !bearer.issued(session))) {
      throw new IllegalArgumentException("the session was not made by this Muster");
    }
  }
}
