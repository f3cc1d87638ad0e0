package dev.muster.keycloak;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.oidc.OidcDiscovery;
import dev.muster.provider.EventSource;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.RoleCatalog;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.provider.User;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keycloak Organizations as Muster's identity provider, by the admin API of one realm. Safe for
 * many threads; each method blocks on I/O for at most {@link #callDeadline()}, all its requests
 * together, and ends at once when its thread is interrupted.
 *
 * <p>A role is one of the realm's, mapped to a group of the organization that the member is in.
 * Where the user or the organization is disabled, the membership is inactive. Keycloak has no id
 * and no time of a membership: its id is the pair, and {@code updatedAt} is null.
 *
 * <h2>Guarantee</h2>
 *
 * <p>It passes {@code IdentityProviderContract}. Nothing that counts once is ever sent twice. Only
 * a complete answer about what was asked is an answer. A service account that lacks a role is an
 * operator's error and never a no, nor a shorter list; so is a realm without organizations. No
 * message of an exception holds a text of Keycloak's, a secret or a token.
 */
public final class KeycloakProvider extends KeycloakLifecycle
    implements IdentityProvider, OrganizationAdministration, RoleCatalog, AutoCloseable {
  private final KeycloakSettings settings;
  private final Calls calls;
  private final DirectoryCalls directory;
  private final MembershipCalls memberships;
  private final GroupCalls groups;
  private final AdministrationCalls administration;

  private KeycloakProvider(Parts parts) {
    super(parts.calls, parts.memberships, parts.lifecycle());
    settings = parts.settings;
    calls = parts.calls;
    directory = parts.directory;
    memberships = parts.memberships;
    groups = parts.groups;
    administration = parts.administration;
  }

  /** What a provider is made of. */
  private static final class Parts {
    final KeycloakSettings settings;
    final Calls calls;
    final DirectoryCalls directory;
    final GroupCalls groups;
    final MembershipCalls memberships;
    final AdministrationCalls administration;

    Parts(KeycloakSettings settings) {
      this.settings = settings;
      calls = new Calls(settings);
      directory = new DirectoryCalls(calls);
      groups = new GroupCalls(calls);
      memberships = new MembershipCalls(calls, directory, groups);
      administration = new AdministrationCalls(calls, directory, memberships, groups);
    }

    LifecycleCalls lifecycle() {
      return new LifecycleCalls(calls, directory, memberships, groups, administration);
    }
  }

  /**
   * A provider. Does no I/O.
   *
   * @param settings how to reach the realm
   * @return the provider, to be closed
   */
  public static KeycloakProvider of(KeycloakSettings settings) {
    return new KeycloakProvider(new Parts(Objects.requireNonNull(settings, "settings")));
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
    return calls.within(deadline -> memberships.find(deadline, organization, user));
  }

  @Override
  public Optional<Organization> findOrganization(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    return calls.within(deadline -> directory.organization(deadline, organization));
  }

  @Override
  public Optional<User> findUser(UserId user) {
    Objects.requireNonNull(user, "user");
    return calls.within(deadline -> directory.user(deadline, user));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Two requests, and one for each organization that the user is in.
   */
  @Override
  public List<Membership> listMemberships(UserId user) {
    Objects.requireNonNull(user, "user");
    return calls.within(
        deadline -> memberships.ofUser(deadline, user, Integer.MAX_VALUE).orElseThrow());
  }

  /**
   * {@inheritDoc}
   *
   * <p>Roles are read by groups or by members, whichever takes fewer requests.
   */
  @Override
  public List<Membership> listMembers(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    return calls.within(deadline -> memberships.ofOrganization(deadline, organization));
  }

  /**
   * {@inheritDoc}
   *
   * <p>These are the roles of the realm, without those that Keycloak makes in each.
   */
  @Override
  public Set<RoleSlug> listRoles() {
    return calls.within(
        deadline ->
            groups
                .all(
                    deadline,
                    calls.get("roles"),
                    row -> row.named("name", RoleSlug::new),
                    RoleSlug::value)
                .stream()
                .filter(role -> !calls.isOfEveryRealm(role))
                .collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Keycloak's names are unique in a realm. One that another organization has gets a few
   * characters behind it, made of the external id.
   */
  @Override
  public Organization createOrganization(String name, String externalId) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(externalId, "externalId");
    return calls.within(deadline -> administration.create(deadline, name, externalId));
  }

  /**
   * {@inheritDoc}
   *
   * <p>An active member without any role gets this one.
   */
  @Override
  public Membership addMember(OrganizationId organization, UserId user, RoleSlug role) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(role, "role");
    return calls.within(deadline -> administration.addMember(deadline, organization, user, role));
  }

  /**
   * Sign-in at the realm. A session is in an organization by a scope that a refresh asks for, where
   * the ID token names it; one that began as a member of none is by the word of the admin API. Its
   * id is Keycloak's, and its end is that of all sign-ins of the browser.
   *
   * @param realm the realm as people reach it, {@code …/realms/<name>}
   * @param clientId a confidential client that people sign in at
   * @param clientSecret its secret
   * @return the sessions
   * @throws IllegalArgumentException naming all faults
   */
  public SessionProvider sessions(OidcDiscovery realm, String clientId, Secret clientSecret) {
    Objects.requireNonNull(realm, "realm");
    Objects.requireNonNull(clientId, "clientId");
    Objects.requireNonNull(clientSecret, "clientSecret");
    return KeycloakSessions.of(calls, settings, realm, clientId, clientSecret);
  }

  /**
   * The realm's log of events: of administrators, and the ends of sessions and accounts by users. A
   * membership is told as it is when its event is read, a second after it at the earliest by the
   * settings' clock, which may be behind Keycloak's by no more than two. From an event on whose
   * reach can't be told, as when a role is deleted, everything is to be walked; the end of an
   * organization is one, since Keycloak deletes the users whom it managed and logs that nowhere.
   *
   * @param retention for how long the realm keeps both kinds of events at least
   * @return the log
   * @throws IllegalArgumentException if that is no longer than the log's delay
   */
  public EventSource events(Duration retention) {
    return events(retention, true);
  }

  /**
   * {@link #events} of a realm in which no organization manages a member: nobody joins by an
   * identity provider of an organization, nor registers by an invitation. There the end of an
   * organization is that of its memberships and nothing else, and nothing is walked for it.
   *
   * @param retention for how long the realm keeps both kinds of events at least
   * @return the log
   * @throws IllegalArgumentException if that is no longer than the log's delay
   */
  public EventSource eventsWithoutManagedMembers(Duration retention) {
    return events(retention, false);
  }

  private EventSource events(Duration retention, boolean hasManaged) {
    Objects.requireNonNull(retention, "retention");
    Restated restated = new Restated(calls, memberships);
    return new KeycloakEvents(
        calls,
        new LogReader(calls, settings.clock()),
        new Affected(calls, directory, restated, hasManaged),
        retention);
  }

  /** The realm and its address; no secret. */
  @Override
  public String toString() {
    return "KeycloakProvider[" + settings + "]";
  }

  /** Ends the threads and connections; calls under way fail as unavailable. */
  @Override
  public void close() {
    calls.close();
  }
}
