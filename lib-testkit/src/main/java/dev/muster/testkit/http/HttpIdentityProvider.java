package dev.muster.testkit.http;

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
import dev.muster.rest.RestRequest;
import dev.muster.testkit.AuthorizationLink;
import dev.muster.testkit.FakeEvent;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.Page;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The client of a {@link FakeProviderServer}: an adapter over a real wire, written as strictly as
 * one for a real provider. Safe for many threads. Each method blocks for at most {@link
 * #callDeadline()}, all pages of a list together, and nothing is ever sent twice.
 *
 * <h2>Guarantee</h2>
 *
 * <p>It passes the provider contracts. Only a complete answer of the protocol is an answer: an
 * answer about anybody or anything but what was asked is none. The API key and the tokens are in no
 * message and no {@code toString}.
 */
public final class HttpIdentityProvider extends HttpLifecycle
    implements IdentityProvider,
        SessionProvider,
        OrganizationAdministration,
        InvitationProvider,
        InvitationAcceptance,
        RoleCatalog,
        AutoCloseable {
  /** Default of {@link #callDeadline()}: 2 seconds. */
  public static final Duration DEFAULT_CALL_DEADLINE = Duration.ofSeconds(2);

  private static final Pattern KEY = Pattern.compile("[!-~]+");

  private final ProviderInstance instance;
  private final URI base;
  private final Duration callDeadline;
  private final HttpCalls calls;
  private final DirectoryRequests directory;
  private final InvitationRequests invitations;
  private final SessionRequests sessions;
  private final LifecycleRequests lifecycle;

  private HttpIdentityProvider(
      ProviderInstance instance, URI base, HttpCalls calls, Duration callDeadline) {
    super(calls);
    this.instance = instance;
    this.base = base;
    this.callDeadline = callDeadline;
    this.calls = calls;
    directory = new DirectoryRequests(calls);
    invitations = new InvitationRequests(calls);
    sessions = new SessionRequests(calls);
    lifecycle = new LifecycleRequests(calls);
  }

  /**
   * A client with the default deadline.
   *
   * @param instance the name of this provider environment
   * @param base the server's address
   * @param apiKey the server's key
   * @return the client, to be closed
   * @throws IllegalStateException if the host says that it is in production
   */
  public static HttpIdentityProvider of(ProviderInstance instance, URI base, Secret apiKey) {
    return of(instance, base, apiKey, DEFAULT_CALL_DEADLINE);
  }

  /**
   * A client.
   *
   * @param instance the name of this provider environment
   * @param base the server's address, http or https, without a path
   * @param apiKey the server's key
   * @param callDeadline how long one call takes at most, more than zero
   * @return the client, to be closed
   * @throws IllegalArgumentException if the address, the key or the deadline is bad
   * @throws IllegalStateException if the host says that it is in production
   */
  public static HttpIdentityProvider of(
      ProviderInstance instance, URI base, Secret apiKey, Duration callDeadline) {
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(base, "base");
    Objects.requireNonNull(apiKey, "apiKey");
    Objects.requireNonNull(callDeadline, "callDeadline");
    FakeIdentityProvider.refuseInProduction();
    boolean web =
        "http".equalsIgnoreCase(base.getScheme()) || "https".equalsIgnoreCase(base.getScheme());
    boolean bare = base.getRawPath().isEmpty() || base.getRawPath().equals("/");
    if (!web || !bare || base.getHost() == null || base.getRawQuery() != null) {
      throw new IllegalArgumentException("base must be an http or https address without a path");
    }
    if (!KEY.matcher(apiKey.reveal()).matches()) {
      throw new IllegalArgumentException("apiKey must be printable ASCII without spaces");
    }
    if (callDeadline.isNegative() || callDeadline.isZero()) {
      throw new IllegalArgumentException(
          "callDeadline must be more than 0, but was " + callDeadline);
    }
    HttpCalls calls = new HttpCalls(base, apiKey, callDeadline);
    return new HttpIdentityProvider(instance, base, calls, callDeadline);
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
    return directory.findMembership(organization, user);
  }

  @Override
  public Optional<Organization> findOrganization(OrganizationId organization) {
    return directory.findOrganization(organization);
  }

  @Override
  public Optional<User> findUser(UserId user) {
    return directory.findUser(user);
  }

  @Override
  public List<Membership> listMemberships(UserId user) {
    return directory.listMemberships(user);
  }

  @Override
  public List<Membership> listMembers(OrganizationId organization) {
    return directory.listMembers(organization);
  }

  @Override
  public Set<RoleSlug> listRoles() {
    return directory.listRoles();
  }

  @Override
  public Organization createOrganization(String name, String externalId) {
    return directory.create(name, externalId);
  }

  @Override
  public Membership addMember(OrganizationId organization, UserId user, RoleSlug role) {
    return directory.add(organization, user, role);
  }

  @Override
  LifecycleRequests lifecycle() {
    return lifecycle;
  }

  @Override
  public Invitation invite(
      OrganizationId organization, String email, RoleSlug role, UserId inviter) {
    return invitations.invite(organization, email, role, inviter);
  }

  @Override
  public Optional<Invitation> findInvitation(OrganizationId organization, InvitationId invitation) {
    return invitations.find(organization, invitation);
  }

  @Override
  public Optional<Invitation> findInvitation(InvitationId invitation) {
    return invitations.find(invitation);
  }

  @Override
  public List<Invitation> listInvitations(OrganizationId organization) {
    return invitations.list(organization);
  }

  @Override
  public Invitation acceptInvitation(InvitationId invitation) {
    return invitations.accept(invitation);
  }

  @Override
  public Invitation revokeInvitation(OrganizationId organization, InvitationId invitation) {
    return invitations.revoke(organization, invitation);
  }

  /**
   * Reads on in the server's event log. One request; blocks for at most {@link #callDeadline()}.
   *
   * @param after the id of the last event read, or null for the oldest that is kept
   * @param limit how many to read at most, 1 or more
   * @return the page, oldest first
   * @throws ProviderException.Rejected if the event is not kept any more or never was, or there is
   *     no such log
   * @throws ProviderException if there was no full answer
   */
  public Page<FakeEvent> events(@Nullable String after, int limit) {
    atLeast(1, limit, "limit");
    return eventPage(HttpCalls.after(events(limit), after));
  }

  /**
   * Reads the server's event log from a time on. One request; blocks for at most {@link
   * #callDeadline()}.
   *
   * @param from the time, by the provider's clock
   * @param skip how many events to pass over, 0 or more
   * @param limit how many to read at most, 1 or more
   * @return the events, oldest first, without a cursor
   * @throws ProviderException.Rejected if there is no such log
   * @throws ProviderException if there was no full answer
   */
  public Page<FakeEvent> eventsSince(Instant from, int skip, int limit) {
    atLeast(0, skip, "skip");
    atLeast(1, limit, "limit");
    return eventPage(
        events(limit).query("since", from.toString()).query("skip", Integer.toString(skip)));
  }

  @Override
  public URI authorizationUri(AuthorizationRequest request) {
    return AuthorizationLink.to(base.resolve("/authorize"), request);
  }

  @Override
  public ProviderSession exchangeCode(Secret code, Secret codeVerifier, URI redirectUri) {
    return sessions.exchange(code, codeVerifier, redirectUri);
  }

  @Override
  public RefreshOutcome refresh(Secret refreshToken, @Nullable OrganizationId organization) {
    return sessions.refresh(refreshToken, organization);
  }

  @Override
  public void endSession(String sessionId, Secret refreshToken) {
    Objects.requireNonNull(refreshToken, "refreshToken");
    sessions.end(sessionId);
  }

  /**
   * Ends this client's threads. Calls under way fail as unavailable. The JDK's own selector thread,
   * a daemon, ends when this object is collected.
   */
  @Override
  public void close() {
    calls.close();
  }

  /** The environment and its address; no key. */
  @Override
  public String toString() {
    return "HttpIdentityProvider[" + instance + " at " + base + "]";
  }

  private static RestRequest events(int limit) {
    return HttpCalls.at("events").query("limit", Integer.toString(limit));
  }

  private Page<FakeEvent> eventPage(RestRequest request) {
    return AnswerReader.page(calls.look(request).success(), EventWire::read);
  }

  private static void atLeast(int least, int value, String what) {
    if (value < least) {
      throw new IllegalArgumentException(what + " must be " + least + " or more, but was " + value);
    }
  }
}
