package dev.muster.clerk;

import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Invitation;
import dev.muster.provider.InvitationProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.RoleCatalog;
import dev.muster.provider.User;
import dev.muster.session.TokenAuthenticator;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Clerk as Muster's identity provider, on Clerk's Backend API. Safe for many threads; each method
 * blocks on I/O for at most {@link #callDeadline()}, all its requests together, and ends at once
 * when its thread is interrupted.
 *
 * <p>Build it at start and keep it. Connections and their threads are this object's; {@link
 * #close()} ends them.
 *
 * <h2>Guarantee</h2>
 *
 * <p>It passes {@code IdentityProviderContract}. A change is sent once. Only a complete answer
 * about what was asked is an answer; a refused key is told apart from an outage, and both from a
 * no. No message of an exception holds a text of Clerk's, a key or a token. A text that can't be an
 * id of Clerk's is unknown, and Clerk is not asked.
 */
public final class ClerkProvider extends ClerkLifecycle
    implements IdentityProvider,
        OrganizationAdministration,
        InvitationProvider,
        RoleCatalog,
        AutoCloseable {
  private final ClerkSettings settings;
  private final Calls calls;
  private final Wire wire;

  private ClerkProvider(ClerkSettings settings, Calls calls) {
    super(calls);
    this.settings = settings;
    this.calls = calls;
    wire = calls.wire();
  }

  /**
   * A provider. Does no I/O.
   *
   * @param settings how to reach Clerk
   * @return the provider, to be closed
   */
  public static ClerkProvider of(ClerkSettings settings) {
    Objects.requireNonNull(settings, "settings");
    return new ClerkProvider(settings, Calls.of(settings));
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
    return wire.within(deadline -> calls.directory().membership(deadline, organization, user));
  }

  @Override
  public Optional<Organization> findOrganization(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    return wire.within(deadline -> calls.directory().organization(deadline, organization));
  }

  /**
   * {@inheritDoc}
   *
   * <p>The e-mail is the primary address; it is verified if Clerk says so of that address.
   */
  @Override
  public Optional<User> findUser(UserId user) {
    Objects.requireNonNull(user, "user");
    return wire.within(deadline -> calls.directory().user(deadline, user));
  }

  @Override
  public List<Membership> listMemberships(UserId user) {
    Objects.requireNonNull(user, "user");
    return wire.within(deadline -> calls.directory().memberships(deadline, user));
  }

  @Override
  public List<Membership> listMembers(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    return wire.within(deadline -> calls.directory().members(deadline, organization));
  }

  @Override
  public Set<RoleSlug> listRoles() {
    return wire.within(calls.directory()::roles);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Clerk has no place for the external id but the organization's private metadata, and can't be
   * asked for it. A creation of the last 24 hours is found under any name, an older one under its
   * own. Two calls at once may each make one: the call deletes its own again where it sees that
   * another counts, and leaves a second one where it does not. Of several, one with members is the
   * answer, then the oldest.
   */
  @Override
  public Organization createOrganization(String name, String externalId) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(externalId, "externalId");
    return wire.within(deadline -> calls.creations().create(deadline, name, externalId));
  }

  @Override
  public Membership addMember(OrganizationId organization, UserId user, RoleSlug role) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(role, "role");
    return wire.within(deadline -> calls.memberships().add(deadline, organization, user, role));
  }

  /**
   * {@inheritDoc}
   *
   * <p>It can be accepted for 30 days, Clerk's default. Clerk wants the inviter to be a member who
   * may manage members.
   */
  @Override
  public Invitation invite(
      OrganizationId organization, String email, RoleSlug role, UserId inviter) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(inviter, "inviter");
    return wire.within(
        deadline -> calls.invitations().invite(deadline, organization, email, role, inviter));
  }

  @Override
  public Optional<Invitation> findInvitation(OrganizationId organization, InvitationId invitation) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(invitation, "invitation");
    return wire.within(deadline -> calls.invitations().find(deadline, organization, invitation));
  }

  @Override
  public List<Invitation> listInvitations(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    return wire.within(deadline -> calls.invitations().list(deadline, organization));
  }

  @Override
  public Invitation revokeInvitation(OrganizationId organization, InvitationId invitation) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(invitation, "invitation");
    return wire.within(deadline -> calls.invitations().revoke(deadline, organization, invitation));
  }

  /**
   * Clerk's session tokens, of both versions, as bearer tokens of requests, for {@code
   * MusterBuilder.accessTokens}. The keys are the instance's, which it publishes at its Frontend
   * API; no key of ours is needed for them. One for a host: each reads the keys for itself.
   *
   * @return verifies tokens; blocks within the call deadline where keys must be read
   * @throws IllegalStateException if the settings name no issuer
   */
  public TokenAuthenticator sessionTokens() {
    return ClerkTokens.of(settings, calls.keys());
  }

  /** The instance and its address; no key. */
  @Override
  public String toString() {
    return "ClerkProvider[" + settings + "]";
  }

  /** Ends the threads and connections; calls under way fail as unavailable. */
  @Override
  public void close() {
    calls.close();
  }
}
