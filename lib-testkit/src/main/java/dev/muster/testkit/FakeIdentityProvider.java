package dev.muster.testkit;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.RoleCatalog;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.provider.User;
import dev.muster.testkit.fault.CallLedger;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.FaultScript;
import dev.muster.testkit.fault.Gate;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider in this process's memory: users, organizations, memberships, invitations and
 * sessions that change as at a real one, real paging, a log of events, faults on order, and a
 * ledger of the calls. Whom it behaves like is its {@link ProviderProfile}. Safe for many threads.
 * No method blocks, except in a scripted {@link Fault.Hang} or {@link Fault.LateAnswer}, and there
 * for at most {@link #callDeadline()}.
 *
 * <p>What people do at the provider is behind {@link #dashboard()}, and is not a call. Its refusals
 * are {@code invalid_grant}, {@code invalid_name}, {@code invalid_email}, {@code invalid_cursor},
 * {@code organization_not_found}, {@code user_not_found}, {@code already_a_member}, {@code
 * already_invited}, {@code invitation_not_found}, {@code invitation_not_pending}, {@code
 * no_acceptance}, {@code membership_not_found}, {@code membership_pending}, {@code
 * no_inactive_members}, {@code last_admin} and {@code no_such_log}.
 *
 * <h2>Guarantee</h2>
 *
 * <p>It passes the provider contracts in each profile, and it does not start where the system
 * property {@code muster.production} or the environment variable {@code MUSTER_PRODUCTION} is
 * {@code true}.
 */
public final class FakeIdentityProvider extends FakeLifecycle
    implements IdentityProvider, SessionProvider, OrganizationAdministration, RoleCatalog {
  private static final URI NOWHERE = URI.create("https://provider.invalid/authorize");

  private final ProviderInstance instance;
  private final Duration callDeadline;
  private final InstantSource clock;
  private final Directory directory;
  private final Sessions sessions;
  private final Gate gate;
  private final DirectoryCalls directoryCalls;
  private final InvitationCalls invitationCalls;
  private final SessionCalls sessionCalls;
  private final LifecycleCalls lifecycleCalls;
  private final FakePages pages;
  private final FakeDashboard dashboard;
  private volatile URI authorizationPage = NOWHERE;

  FakeIdentityProvider(FakeIdentityProviderBuilder settings) {
    instance = settings.instance;
    callDeadline = settings.callDeadline;
    clock = settings.clock;
    gate = new Gate(callDeadline);
    Ids ids = new Ids(settings.profile, settings.seed);
    EventLog log = new EventLog(ids, settings.clock, gate::takeEventDelay);
    directory = new Directory(settings.profile, ids, settings.clock, log);
    Invitations invitations = new Invitations(directory, ids, settings.clock, log);
    sessions =
        new Sessions(
            directory, ids, settings.clock, log, settings.accessLifetime, settings.sessionLifetime);
    RoleTable roles = new RoleTable(settings.profile, log);
    directoryCalls = new DirectoryCalls(gate, directory);
    invitationCalls = new InvitationCalls(gate, invitations, settings.profile);
    sessionCalls = new SessionCalls(gate, sessions);
    pages =
        new FakePages(
            directoryCalls,
            invitationCalls,
            new RoleCalls(gate, roles),
            new EventCalls(gate, settings.profile, log),
            settings.profile,
            settings.maxPageSize());
    lifecycleCalls =
        new LifecycleCalls(gate, new LifecycleActs(directory, invitations), pages.size());
    dashboard = new FakeDashboard(directory, invitations, sessions, roles, log);
  }

  /**
   * Begins to build a fake.
   *
   * @param instance the name of this provider environment
   * @return a builder with the defaults
   */
  public static FakeIdentityProviderBuilder builder(ProviderInstance instance) {
    return new FakeIdentityProviderBuilder(Objects.requireNonNull(instance, "instance"));
  }

  /**
   * Throws if the host says that it is in production. For what stands in front of a fake.
   *
   * @throws IllegalStateException if it does; names the setting
   */
  public static void refuseInProduction() {
    ProductionGuard.OF_THIS_PROCESS.refuseInProduction();
  }

  /**
   * The provider's own clock.
   *
   * @return the one it was built with
   */
  public InstantSource clock() {
    return clock;
  }

  /**
   * What a person does at the provider.
   *
   * @return the same object on every call
   */
  public FakeDashboard dashboard() {
    return dashboard;
  }

  /**
   * What shall go wrong.
   *
   * @return the same object on every call
   */
  public FaultScript faults() {
    return gate.script();
  }

  /**
   * What was asked.
   *
   * @return the same object on every call
   */
  public CallLedger calls() {
    return gate.ledger();
  }

  @Override
  public FakePages pages() {
    return pages;
  }

  @Override
  public ProviderInstance instance() {
    return instance;
  }

  @Override
  public Duration callDeadline() {
    return callDeadline;
  }

  @Override
  public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
    return directoryCalls.findMembership(organization, user);
  }

  @Override
  public Optional<Organization> findOrganization(OrganizationId organization) {
    return directoryCalls.findOrganization(organization);
  }

  @Override
  public Optional<User> findUser(UserId user) {
    return directoryCalls.findUser(user);
  }

  @Override
  public List<Membership> listMemberships(UserId user) {
    return Page.walk(after -> pages.memberships(user, after, pages.size()));
  }

  @Override
  public List<Membership> listMembers(OrganizationId organization) {
    return Page.walk(after -> pages.members(organization, after, pages.size()));
  }

  @Override
  public Set<RoleSlug> listRoles() {
    return Set.copyOf(Page.walk(after -> pages.roles(after, pages.size())));
  }

  @Override
  public Organization createOrganization(String name, String externalId) {
    return directoryCalls.create(name, externalId);
  }

  @Override
  public Membership addMember(OrganizationId organization, UserId user, RoleSlug role) {
    return directoryCalls.add(organization, user, role);
  }

  @Override
  LifecycleCalls lifecycle() {
    return lifecycleCalls;
  }

  @Override
  InvitationCalls invitations() {
    return invitationCalls;
  }

  @Override
  public URI authorizationUri(AuthorizationRequest request) {
    return AuthorizationLink.to(authorizationPage, request);
  }

  /**
   * Plays the person who signs in at the provider's page. Not a call.
   *
   * @param request what the host asked for
   * @param user who signs in
   * @return where the provider sends the browser: the redirect URI with {@code code} and {@code
   *     state}
   * @throws IllegalArgumentException if there is no such user, the redirect URI is not an absolute
   *     http or https address without fragment, or the challenge is not one of S256
   */
  public URI authorize(AuthorizationRequest request, UserId user) {
    AuthorizationLink.check(request);
    if (directory.user(Objects.requireNonNull(user, "user")).isEmpty()) {
      throw new IllegalArgumentException("there is no user `" + user + "`");
    }
    String code = sessions.grant(user, request.redirectUri(), request.codeChallenge());
    return AuthorizationLink.back(request, code);
  }

  /**
   * Says where the sign-in page is served, for {@link #authorizationUri}.
   *
   * @param page its address, or null for an address that leads nowhere
   */
  public void servedAt(@Nullable URI page) {
    authorizationPage = page == null ? NOWHERE : page;
  }

  @Override
  public ProviderSession exchangeCode(Secret code, Secret codeVerifier, URI redirectUri) {
    return sessionCalls.exchange(code, codeVerifier, redirectUri);
  }

  @Override
  public RefreshOutcome refresh(Secret refreshToken, @Nullable OrganizationId organization) {
    return sessionCalls.refresh(refreshToken, organization);
  }

  @Override
  public void endSession(String sessionId, Secret refreshToken) {
    sessionCalls.end(sessionId, refreshToken);
  }
}
