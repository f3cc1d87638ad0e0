package dev.muster.testkit;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.provider.User;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider in this process's memory: users, organizations, memberships and sessions
 * that change as at a real one, real paging, faults on order, and a ledger of the calls. Safe for
 * many threads. No method blocks, except in a scripted {@link Fault.Hang} or {@link
 * Fault.LateAnswer}, and there for at most {@link #callDeadline()}.
 *
 * <p>What people do at the provider is behind {@link #dashboard()}, and is not a call. Its refusals
 * are {@code invalid_grant}, {@code invalid_name}, {@code invalid_cursor}, {@code
 * organization_not_found} and {@code user_not_found}.
 *
 * <h2>Guarantee</h2>
 *
 * <p>It passes {@code IdentityProviderContract}, and it does not start where the system property
 * {@code muster.production} or the environment variable {@code MUSTER_PRODUCTION} is {@code true}.
 */
public final class FakeIdentityProvider
    implements IdentityProvider, SessionProvider, OrganizationAdministration {
  private static final URI NOWHERE = URI.create("https://provider.invalid/authorize");

  private final ProviderInstance instance;
  private final Duration callDeadline;
  private final int pageSize;
  private final Directory directory;
  private final Sessions sessions;
  private final FaultScript faults = new FaultScript();
  private final CallLedger calls = new CallLedger();
  private final Gate gate;
  private final FakeDashboard dashboard;
  private volatile URI authorizationPage = NOWHERE;

  FakeIdentityProvider(FakeIdentityProviderBuilder settings) {
    instance = settings.instance;
    callDeadline = settings.callDeadline;
    pageSize = settings.pageSize;
    Ids ids = new Ids(settings.seed);
    directory = new Directory(ids, settings.clock);
    sessions =
        new Sessions(
            directory, ids, settings.clock, settings.accessLifetime, settings.sessionLifetime);
    gate = new Gate(calls, faults, callDeadline);
    dashboard = new FakeDashboard(directory, sessions);
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
    return faults;
  }

  /**
   * What was asked.
   *
   * @return the same object on every call
   */
  public CallLedger calls() {
    return calls;
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
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(user, "user");
    return gate.call(Operation.FIND_MEMBERSHIP, () -> directory.membership(organization, user));
  }

  @Override
  public Optional<Organization> findOrganization(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    return gate.call(Operation.FIND_ORGANIZATION, () -> directory.organization(organization));
  }

  @Override
  public Optional<User> findUser(UserId user) {
    Objects.requireNonNull(user, "user");
    return gate.call(Operation.FIND_USER, () -> directory.user(user));
  }

  @Override
  public List<Membership> listMemberships(UserId user) {
    Objects.requireNonNull(user, "user");
    return MembershipPage.all(after -> membershipsPage(user, after, pageSize));
  }

  @Override
  public List<Membership> listMembers(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    return MembershipPage.all(after -> membersPage(organization, after, pageSize));
  }

  /**
   * Reads one page of a user's memberships: one call of {@link Operation#LIST_MEMBERSHIPS}.
   *
   * @param user the user
   * @param after the cursor of the page before, or null for the first page
   * @param limit how many to read at most, 1 or more; never more than the fake's page size
   * @return the page
   * @throws Rejected if the cursor is none of ours
   */
  public MembershipPage membershipsPage(UserId user, @Nullable String after, int limit) {
    Objects.requireNonNull(user, "user");
    int rows = rows(limit);
    return gate.call(Operation.LIST_MEMBERSHIPS, () -> directory.page(user, cursor(after), rows));
  }

  /**
   * Reads one page of an organization's memberships: one call of {@link Operation#LIST_MEMBERS}.
   *
   * @param organization the organization
   * @param after the cursor of the page before, or null for the first page
   * @param limit how many to read at most, 1 or more; never more than the fake's page size
   * @return the page
   * @throws Rejected if the cursor is none of ours
   */
  public MembershipPage membersPage(
      OrganizationId organization, @Nullable String after, int limit) {
    Objects.requireNonNull(organization, "organization");
    int rows = rows(limit);
    return gate.call(
        Operation.LIST_MEMBERS, () -> directory.page(organization, cursor(after), rows));
  }

  @Override
  public Organization createOrganization(String name, String externalId) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(externalId, "externalId");
    return gate.call(
        Operation.CREATE_ORGANIZATION,
        () -> {
          if (name.isBlank()) {
            throw new Rejected("invalid_name");
          }
          return directory.createOrganization(name, externalId);
        });
  }

  @Override
  public Membership addMember(OrganizationId organization, UserId user, RoleSlug role) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(role, "role");
    return gate.call(
        Operation.ADD_MEMBER, () -> directory.atomically(() -> add(organization, user, role)));
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
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(codeVerifier, "codeVerifier");
    Objects.requireNonNull(redirectUri, "redirectUri");
    return gate.call(
        Operation.EXCHANGE_CODE, () -> sessions.exchange(code, codeVerifier, redirectUri));
  }

  @Override
  public RefreshOutcome refresh(Secret refreshToken, @Nullable OrganizationId organization) {
    Objects.requireNonNull(refreshToken, "refreshToken");
    return gate.call(Operation.REFRESH, () -> sessions.refresh(refreshToken, organization));
  }

  @Override
  public void endSession(String sessionId) {
    Objects.requireNonNull(sessionId, "sessionId");
    gate.call(
        Operation.END_SESSION,
        () -> {
          sessions.end(sessionId);
          return sessionId;
        });
  }

  private Membership add(OrganizationId organization, UserId user, RoleSlug role) {
    if (directory.organization(organization).isEmpty()) {
      throw new Rejected("organization_not_found");
    }
    if (directory.user(user).isEmpty()) {
      throw new Rejected("user_not_found");
    }
    return directory.activate(organization, user, List.of(role));
  }

  private int rows(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be 1 or more, but was " + limit);
    }
    return Math.min(limit, pageSize);
  }

  private static @Nullable String cursor(@Nullable String after) {
    if (after != null && !MembershipTable.isCursor(after)) {
      throw new Rejected("invalid_cursor");
    }
    return after;
  }
}
