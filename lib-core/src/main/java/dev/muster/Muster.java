package dev.muster;

import dev.muster.account.OrganizationCreation;
import dev.muster.audit.Audit;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.AccessException;
import dev.muster.decision.Decision;
import dev.muster.decision.Judge;
import dev.muster.decision.Pass;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.lease.Leases;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.Failure;
import dev.muster.membership.Freshness;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import dev.muster.name.UserId;
import dev.muster.role.RoleDrift;
import dev.muster.scope.Member;
import dev.muster.scope.ScopeMemory;
import dev.muster.scope.ScopeQuery;
import dev.muster.scope.ScopeResolver;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.Session;
import dev.muster.session.Sessions;
import dev.muster.session.VouchedSessions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The front door: answers whether a session may do something in an organization, now. One for a
 * host and a provider; safe for many threads. A check blocks on the store and the provider where
 * memory does not serve within its bound, at most until the deadline of a decision.
 *
 * <h2>Guarantee</h2>
 *
 * <p>No pass without an active membership on evidence that the check's freshness accepts. An outage
 * is undecided: neither a yes nor a no, and nothing is destroyed on account of it. The listener
 * hears every decision before it is returned.
 */
public final class Muster implements AutoCloseable {
  private final Timeline timeline;
  private final Freshness freshness;
  private final ScopeResolver scopes;
  private final ScopeMemory memory;
  private final Judge judge;
  private final Audit audit;
  private final EvidenceReader evidence;
  private final RoleDrift drift;
  private final VouchedSessions vouched;
  private final @Nullable Sessions sessions;
  private final @Nullable OrganizationCreation creation;
  private final List<Leases> leases;
  private final ExecutorService pool;

  Muster(Wiring.Parts parts) {
    this.timeline = parts.timeline();
    this.freshness = parts.freshness();
    this.scopes = parts.scopes();
    this.memory = parts.memory();
    this.judge = parts.judge();
    this.audit = parts.audit();
    this.evidence = parts.evidence();
    this.drift = parts.drift();
    this.vouched = parts.vouched();
    this.sessions = parts.sessions();
    this.creation = parts.creation();
    this.leases = parts.leases();
    this.pool = parts.pool();
  }

  /**
   * Starts a configuration.
   *
   * @return a builder, for one thread
   */
  public static MusterBuilder builder() {
    return new MusterBuilder();
  }

  /**
   * Answers a check.
   *
   * @param check who wants what, where
   * @return granted with a pass, denied with a reason, or undecided
   * @throws IllegalArgumentException if the check's session was not made by this Muster
   */
  public Decision check(AccessCheck check) {
    Objects.requireNonNull(check, "check");
    return audit.decided(decide(check));
  }

  /**
   * Answers the common question, with the host's freshness: the same as {@link
   * #check(AccessCheck)}, without an object for it.
   *
   * @param session who
   * @param organization a slug, an id, or whatever came from outside
   * @param requirement what is demanded
   * @return granted with a pass, denied with a reason, or undecided
   * @throws IllegalArgumentException if the session was not made by this Muster
   */
  public Decision check(Session session, String organization, Requirement requirement) {
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(requirement, "requirement");
    requireOurs(session);
    Decision remembered = remembered(session, organization, requirement, freshness);
    return audit.decided(
        remembered == null
            ? resolved(AccessCheck.of(session, requirement).in(organization), session, freshness)
            : remembered);
  }

  /**
   * Answers a check, and insists on a yes.
   *
   * @param check who wants what, where
   * @return the pass
   * @throws AccessException with the decision, if it is not a yes
   * @throws IllegalArgumentException if the check's session was not made by this Muster
   */
  public Pass require(AccessCheck check) {
    return check(check)
        .fold(
            Decision.Granted::pass,
            denied -> {
              throw new AccessException(denied);
            },
            undecided -> {
              throw new AccessException(undecided);
            });
  }

  private Decision decide(AccessCheck check) {
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
    List<String> texts = check.selector().texts();
    if (texts.size() == 1 && check.seen() == null) {
      Decision remembered = remembered(session, texts.get(0), check.requirement(), bound);
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
    return memory.stillServes(member, bound, age)
        ? judge.judge(member.in(session), requirement, bound, age)
        : null;
  }

  private void requireOurs(Session session) {
    if (!vouched.issued(session) && (sessions == null || !sessions.issued(session))) {
      throw new IllegalArgumentException("the session was not made by this Muster");
    }
  }

  /**
   * Finds out who a credential is. A host without sessions knows nobody by a credential.
   *
   * @param credential what the request presents
   * @return who, or why nobody; with the cookies to set on whatever route
   */
  public Authentication authenticate(Credential credential) {
    Objects.requireNonNull(credential, "credential");
    if (sessions != null) {
      return sessions.authenticate(credential);
    }
    return credential instanceof Credential.None
        ? new Authentication.Anonymous()
        : new Authentication.Invalid();
  }

  /**
   * A session of a user whom the host has authenticated by its own means, or for whom a job works.
   * The host vouches that it is that user; membership is checked as for everybody.
   *
   * @param user the user's id at the provider
   * @return the session
   */
  public Session vouchedByHost(UserId user) {
    return vouched.vouchedByHost(user);
  }

  /**
   * Sign-in, attach and sign-out.
   *
   * @return empty if the host configured no sessions
   */
  public Optional<Sessions> sessions() {
    return Optional.ofNullable(sessions);
  }

  /**
   * Creating organizations.
   *
   * @return empty if the host configured no sessions or no administration
   */
  public Optional<OrganizationCreation> organizationCreation() {
    return Optional.ofNullable(creation);
  }

  /**
   * Comparing a whole organization's roles with the provider's, and correcting them; for an
   * operator or a job.
   *
   * @return the comparison
   */
  public RoleDrift roleDrift() {
    return drift;
  }

  /**
   * Forgets what this node remembers of a membership, including what look-ups under way will find,
   * and re-checks the leases on it.
   *
   * @param key whose
   */
  public void invalidate(MembershipKey key) {
    evidence.invalidate(key);
    leases.forEach(keeper -> keeper.recheck(key));
  }

  /**
   * A keeper of leases, for work that outlives its request. Keep one for a scheduler.
   *
   * @param scheduler runs the re-checks; the host's own, and the host's to shut down
   * @return the keeper
   */
  public Leases leases(ScheduledExecutorService scheduler) {
    Leases keeper = new Leases(scheduler, this::check, timeline);
    leases.add(keeper);
    return keeper;
  }

  /** Stops the threads of this Muster. Checks after it are undecided where they need a look-up. */
  @Override
  public void close() {
    pool.shutdownNow();
  }
}
