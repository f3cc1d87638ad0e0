package dev.muster.workos;

import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Invitation;
import dev.muster.provider.InvitationAcceptance;
import dev.muster.provider.InvitationProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.ProviderException;
import dev.muster.provider.RoleCatalog;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.provider.User;
import dev.muster.session.TokenAuthenticator;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * WorkOS as Muster's identity provider, on WorkOS's own SDK. Safe for many threads; each method
 * blocks on I/O for at most {@link #callDeadline()}, all its requests together, and ends at once
 * when its thread is interrupted.
 *
 * <p>Requests are made on daemon threads of this object, as many as callers wait at once; {@link
 * #close()} ends them. Building one loads the SDK, which takes a while, and so does the first call;
 * build it at start, {@linkplain #warmUp() warm it up} and keep it.
 *
 * <h2>Guarantee</h2>
 *
 * <p>It passes {@code IdentityProviderContract}. Nothing that counts once is ever sent twice. Only
 * a complete answer about what was asked is an answer; a refused key is told apart from an outage,
 * and both from a no. No message of an exception holds a text of WorkOS's, a key or a token.
 */
public final class WorkOsProvider extends WorkOsLifecycle
    implements IdentityProvider,
        SessionProvider,
        OrganizationAdministration,
        InvitationProvider,
        InvitationAcceptance,
        RoleCatalog,
        AutoCloseable {
  private final WorkOsSettings settings;
  private final Wire wire;
  private final DirectoryCalls directory;
  private final AdministrationCalls administration;
  private final SessionCalls sessions;
  private final InvitationCalls invitations;
  private final RoleCalls roles;
  private final LifecycleCalls lifecycle;

  private WorkOsProvider(WorkOsSettings settings, Wire wire) {
    super(wire, settings.pageSize());
    this.settings = settings;
    this.wire = wire;
    directory = new DirectoryCalls(wire, settings.pageSize());
    administration = new AdministrationCalls(wire, directory);
    sessions = new SessionCalls(wire, settings);
    invitations = new InvitationCalls(wire, settings.pageSize());
    roles = new RoleCalls(wire);
    lifecycle = new LifecycleCalls(wire, directory, settings.pageSize());
  }

  /**
   * A provider. Does no I/O.
   *
   * @param settings how to reach WorkOS
   * @return the provider, to be closed
   */
  public static WorkOsProvider of(WorkOsSettings settings) {
    Objects.requireNonNull(settings, "settings");
    return new WorkOsProvider(settings, new Wire(settings, System::nanoTime));
  }

  /**
   * Does what the first request would otherwise wait for: loads the SDK, opens a connection, reads
   * WorkOS's keys. For the start of a service; an outage is no exception, and needs no second try.
   *
   * @return whether the keys are there, so that sign-in can work
   */
  public boolean warmUp() {
    try {
      return wire.within(deadline -> sessions.hasKeys());
    } catch (ProviderException noAnswer) {
      return false;
    }
  }

  @Override
  public ProviderInstance instance() {
    return settings.instance();
  }

  @Override
  public Duration callDeadline() {
    return settings.callDeadline();
  }

  @Override
  public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(user, "user");
    return wire.within(deadline -> directory.membership(deadline, organization, user));
  }

  @Override
  public Optional<Organization> findOrganization(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    return wire.within(deadline -> directory.organization(deadline, organization));
  }

  @Override
  public Optional<User> findUser(UserId user) {
    Objects.requireNonNull(user, "user");
    return wire.within(deadline -> directory.user(deadline, user));
  }

  @Override
  public List<Membership> listMemberships(UserId user) {
    Objects.requireNonNull(user, "user");
    return wire.within(deadline -> directory.memberships(deadline, user));
  }

  @Override
  public List<Membership> listMembers(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    return wire.within(deadline -> directory.members(deadline, organization));
  }

  /**
   * {@inheritDoc}
   *
   * <p>These are the roles of the environment. What an organization defines for itself, under a
   * slug that begins with {@code org:}, is in no list of the environment.
   */
  @Override
  public Set<RoleSlug> listRoles() {
    return wire.within(roles::list);
  }

  @Override
  public Organization createOrganization(String name, String externalId) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(externalId, "externalId");
    return wire.within(deadline -> administration.create(deadline, name, externalId));
  }

  @Override
  public Membership addMember(OrganizationId organization, UserId user, RoleSlug role) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(role, "role");
    return wire.within(deadline -> administration.addMember(deadline, organization, user, role));
  }

  @Override
  Wire wire() {
    return wire;
  }

  @Override
  LifecycleCalls lifecycle() {
    return lifecycle;
  }

  @Override
  public URI authorizationUri(AuthorizationRequest request) {
    return sessions.authorizationUri(Objects.requireNonNull(request, "request"));
  }

  /**
   * {@inheritDoc}
   *
   * <p>The access token that comes back is verified against WorkOS's published keys. If those can't
   * be had, the code is not spent.
   */
  @Override
  public ProviderSession exchangeCode(Secret code, Secret codeVerifier, URI redirectUri) {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(codeVerifier, "codeVerifier");
    Objects.requireNonNull(redirectUri, "redirectUri");
    return wire.within(deadline -> sessions.exchange(deadline, code, codeVerifier));
  }

  /**
   * {@inheritDoc}
   *
   * <p>WorkOS has one word, {@code invalid_grant}, for a token that was exchanged before and for a
   * session that has ended, and tells them apart in a sentence only. It is {@link
   * RefreshOutcome.AlreadyExchanged} here, the one that ends no session by mistake. Asked for no
   * organization, WorkOS remembers the last one; the session here is in none.
   */
  @Override
  public RefreshOutcome refresh(Secret refreshToken, @Nullable OrganizationId organization) {
    Objects.requireNonNull(refreshToken, "refreshToken");
    return wire.within(deadline -> sessions.refresh(deadline, refreshToken, organization));
  }

  @Override
  public void endSession(String sessionId, Secret refreshToken) {
    Objects.requireNonNull(sessionId, "sessionId");
    Objects.requireNonNull(refreshToken, "refreshToken");
    wire.within(deadline -> sessions.end(deadline, sessionId));
  }

  /**
   * WorkOS's access tokens as bearer tokens of requests, for {@code MusterBuilder.accessTokens}.
   * One for a host: each reads WorkOS's keys for itself.
   *
   * @return verifies tokens as at sign-in; blocks within the call deadline where keys must be read
   */
  public TokenAuthenticator accessTokens() {
    return sessions.bearerTokens();
  }

  /**
   * WorkOS's own form of the session cookie, to share it with services on WorkOS's SDKs.
   *
   * @param password seals and opens; {@link WorkOsCookies#MIN_PASSWORD_LENGTH} characters or more
   * @param older also open, as long as cookies that they sealed are about
   * @return the form
   * @throws IllegalArgumentException naming all passwords that are too short, by their place
   */
  public WorkOsCookies cookies(Secret password, Secret... older) {
    Objects.requireNonNull(password, "password");
    List<Secret> passwords = new ArrayList<>(List.of(password));
    passwords.addAll(List.of(Objects.requireNonNull(older, "older")));
    return WorkOsCookies.of(passwords, sessions::check, settings.clock());
  }

  @Override
  public Invitation invite(
      OrganizationId organization, String email, RoleSlug role, UserId inviter) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(inviter, "inviter");
    return wire.within(
        deadline -> invitations.invite(deadline, organization, email, role, inviter));
  }

  @Override
  public Optional<Invitation> findInvitation(OrganizationId organization, InvitationId invitation) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(invitation, "invitation");
    return wire.within(deadline -> invitations.find(deadline, organization, invitation));
  }

  @Override
  public Optional<Invitation> findInvitation(InvitationId invitation) {
    Objects.requireNonNull(invitation, "invitation");
    return wire.within(deadline -> invitations.find(deadline, invitation));
  }

  @Override
  public List<Invitation> listInvitations(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    return wire.within(deadline -> invitations.list(deadline, organization));
  }

  @Override
  public Invitation acceptInvitation(InvitationId invitation) {
    Objects.requireNonNull(invitation, "invitation");
    return wire.within(deadline -> invitations.accept(deadline, invitation));
  }

  @Override
  public Invitation revokeInvitation(OrganizationId organization, InvitationId invitation) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(invitation, "invitation");
    return wire.within(deadline -> invitations.revoke(deadline, organization, invitation));
  }

  /** The environment and its address; no key. */
  @Override
  public String toString() {
    return "WorkOsProvider[" + settings + "]";
  }

  /** Ends the threads and connections; calls under way fail as unavailable. */
  @Override
  public void close() {
    wire.close();
  }
}
