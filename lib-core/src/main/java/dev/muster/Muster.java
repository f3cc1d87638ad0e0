package dev.muster;

import dev.muster.audit.Audit;
import dev.muster.audit.EntryEvent;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.AccessException;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.feed.EventFeed;
import dev.muster.lease.Leases;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.session.Authentication;
import dev.muster.session.BearerSessions;
import dev.muster.session.Credential;
import dev.muster.session.Session;
import dev.muster.session.VouchedSessions;
import java.util.List;
import java.util.Objects;
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
public final class Muster extends MusterRooms implements AutoCloseable {
  private final Checks checks;
  private final Timeline timeline;
  private final Audit audit;
  private final Forgetting forgetting;
  private final VouchedSessions vouched;
  private final @Nullable BearerSessions bearer;
  private final List<Leases> leases;
  private final ExecutorService pool;

  Muster(Wiring.Parts parts) {
    super(parts);
    this.checks = new Checks(parts);
    this.timeline = parts.timeline();
    this.audit = parts.audit();
    this.forgetting = parts.forgetting();
    this.vouched = parts.vouched();
    this.bearer = parts.bearer();
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
  @Override
  public Decision check(AccessCheck check) {
    Objects.requireNonNull(check, "check");
    return audit.decided(checks.decide(check));
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
    return audit.decided(checks.decide(session, organization, requirement));
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

  /**
   * Finds out who a credential is. A host without sessions knows nobody by a cookie, and one
   * without {@link MusterBuilder#accessTokens} or {@link MusterBuilder#organizationTokens} nobody
   * by a header.
   *
   * @param credential what the request presents
   * @return who, or why nobody; with the cookies to set on whatever route
   */
  public Authentication authenticate(Credential credential) {
    Objects.requireNonNull(credential, "credential");
    if (credential instanceof Credential.Header header) {
      Authentication byToken = tokens == null ? null : tokens.bearers().authenticate(header);
      if (byToken != null) {
        return byToken;
      }
      if (bearer != null) {
        return bearer.authenticate(header);
      }
    }
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
   * Whether requests may present a bearer token.
   *
   * @return true if the host configured {@link MusterBuilder#accessTokens} or {@link
   *     MusterBuilder#organizationTokens}
   */
  public boolean acceptsTokens() {
    return bearer != null || tokens != null;
  }

  /**
   * A session of a credential that is good for one organization only, such as an API key of the
   * host's. The host vouches for the user; membership is checked as for everybody.
   *
   * @param user the user's id at the provider
   * @param organization the one organization
   * @return the session
   */
  public Session vouchedByHost(UserId user, OrganizationId organization) {
    return vouched.vouchedByHost(user, organization);
  }

  /**
   * Forgets what this node remembers of a membership, including what look-ups under way will find,
   * and re-checks the leases on it.
   *
   * @param key whose
   */
  public void invalidate(MembershipKey key) {
    forgetting.changed(key);
  }

  /**
   * A keeper of leases, for work that outlives its request. Keep one for a scheduler.
   *
   * @param scheduler runs the re-checks; the host's own, and the host's to shut down
   * @return the keeper
   */
  public Leases leases(ScheduledExecutorService scheduler) {
    Leases keeper = new Leases(scheduler, this::recheck, timeline);
    leases.add(keeper);
    return keeper;
  }

  /** A lease outlives the request that its session was authenticated in. */
  private Decision recheck(AccessCheck check) {
    return check.authentication() instanceof Authentication.Authenticated by
            && forgetting.hasEnded(by.session())
        ? check(check.by(new Authentication.Ended(List.of())))
        : check(check);
  }

  /**
   * Tells the listener what happened at an entry of the service, for whoever builds one. A request
   * that was checked is told already. Never throws.
   *
   * @param event what happened
   */
  public void tell(EntryEvent event) {
    audit.tell(new MusterEvent.AtEntry(Objects.requireNonNull(event, "event")));
  }

  @Override
  void requireOurs(Session session) {
    checks.requireOurs(session);
  }

  /**
   * Stops the threads of this Muster. Checks after it are undecided where they need a look-up; who
   * waits for one that has not begun waits until the deadline of the call.
   */
  @Override
  public void close() {
    eventFeed().ifPresent(EventFeed::close);
    lifecycle().ifPresent(life -> life.reconciler().close());
    pool.shutdownNow();
  }
}
