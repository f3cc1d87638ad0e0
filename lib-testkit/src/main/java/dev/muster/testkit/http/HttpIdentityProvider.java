package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.provider.User;
import dev.muster.testkit.AuthorizationLink;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.MembershipPage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The client of a {@link FakeProviderServer}: an adapter over a real wire, written as strictly as
 * one for a real provider. Safe for many threads. Each method blocks for at most {@link
 * #callDeadline()}, all pages of a list together, and nothing is ever sent twice.
 *
 * <h2>Guarantee</h2>
 *
 * <p>It passes {@code IdentityProviderContract}. Only a complete answer of the protocol is an
 * answer: an answer about anybody or anything but what was asked is none. The API key and the
 * tokens are in no message and no {@code toString}.
 */
public final class HttpIdentityProvider
    implements IdentityProvider, SessionProvider, OrganizationAdministration, AutoCloseable {
  /** Default of {@link #callDeadline()}: 2 seconds. */
  public static final Duration DEFAULT_CALL_DEADLINE = Duration.ofSeconds(2);

  private static final Pattern KEY = Pattern.compile("[!-~]+");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ProviderInstance instance;
  private final URI base;
  private final Duration callDeadline;
  private final HttpCalls calls;

  private HttpIdentityProvider(
      ProviderInstance instance, URI base, Secret apiKey, Duration callDeadline) {
    this.instance = instance;
    this.base = base;
    this.callDeadline = callDeadline;
    calls = new HttpCalls(base, apiKey, callDeadline, System::nanoTime);
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
    return new HttpIdentityProvider(instance, base, apiKey, callDeadline);
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
    Reply reply =
        find(Protocol.path("organizations", organization.value(), "memberships", user.value()));
    return reply.isAbsent()
        ? Optional.empty()
        : Optional.of(
            asked(
                AnswerReader.membership(reply.success()),
                found -> found.organization().equals(organization) && found.user().equals(user)));
  }

  @Override
  public Optional<Organization> findOrganization(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    Reply reply = find(Protocol.path("organizations", organization.value()));
    return reply.isAbsent()
        ? Optional.empty()
        : Optional.of(
            asked(
                AnswerReader.organization(reply.success()),
                found -> found.id().equals(organization)));
  }

  @Override
  public Optional<User> findUser(UserId user) {
    Objects.requireNonNull(user, "user");
    Reply reply = find(Protocol.path("users", user.value()));
    return reply.isAbsent()
        ? Optional.empty()
        : Optional.of(asked(AnswerReader.user(reply.success()), found -> found.id().equals(user)));
  }

  @Override
  public List<Membership> listMemberships(UserId user) {
    Objects.requireNonNull(user, "user");
    return list(
        Protocol.path("users", user.value(), "memberships"), row -> row.user().equals(user));
  }

  @Override
  public List<Membership> listMembers(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    return list(
        Protocol.path("organizations", organization.value(), "memberships"),
        row -> row.organization().equals(organization));
  }

  @Override
  public Organization createOrganization(String name, String externalId) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(externalId, "externalId");
    return AnswerReader.organization(
        calls
            .post(
                "/organizations", JSON.objectNode().put("name", name).put("externalId", externalId))
            .success());
  }

  @Override
  public Membership addMember(OrganizationId organization, UserId user, RoleSlug role) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(role, "role");
    Reply reply =
        calls.post(
            Protocol.path("organizations", organization.value(), "memberships"),
            JSON.objectNode().put("user", user.value()).put("role", role.value()));
    return asked(
        AnswerReader.membership(reply.success()),
        made ->
            made.isActive()
                && made.organization().equals(organization)
                && made.user().equals(user));
  }

  @Override
  public URI authorizationUri(AuthorizationRequest request) {
    return AuthorizationLink.to(base.resolve("/authorize"), request);
  }

  @Override
  public ProviderSession exchangeCode(Secret code, Secret codeVerifier, URI redirectUri) {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(codeVerifier, "codeVerifier");
    Objects.requireNonNull(redirectUri, "redirectUri");
    return AnswerReader.session(
        calls
            .post(
                "/sessions/exchange",
                JSON.objectNode()
                    .put("code", code.reveal())
                    .put("codeVerifier", codeVerifier.reveal())
                    .put("redirectUri", redirectUri.toString()))
            .success());
  }

  @Override
  public RefreshOutcome refresh(Secret refreshToken, @Nullable OrganizationId organization) {
    Objects.requireNonNull(refreshToken, "refreshToken");
    Reply reply =
        calls.post(
            "/sessions/refresh",
            JSON.objectNode()
                .put("refreshToken", refreshToken.reveal())
                .put("organization", organization == null ? null : organization.value()));
    if (reply.isRefusal(400, Protocol.SESSION_ENDED)) {
      return new RefreshOutcome.Ended();
    }
    if (reply.isRefusal(400, Protocol.ALREADY_EXCHANGED)) {
      return new RefreshOutcome.AlreadyExchanged();
    }
    if (reply.isRefusal(403, Protocol.ORGANIZATION_REFUSED)) {
      return new RefreshOutcome.OrganizationRefused();
    }
    return new RefreshOutcome.Rotated(AnswerReader.session(reply.success()));
  }

  @Override
  public void endSession(String sessionId) {
    Objects.requireNonNull(sessionId, "sessionId");
    calls.post(Protocol.path("sessions", sessionId, "end"), JSON.objectNode()).success();
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

  private Reply find(String path) {
    return calls.look(path, calls.deadline());
  }

  private List<Membership> list(String path, Predicate<Membership> asked) {
    long deadline = calls.deadline();
    List<Membership> all = new ArrayList<>();
    Set<String> cursors = new HashSet<>();
    Reply reply = calls.look(path, deadline);
    if (reply.isAbsent()) {
      return List.of();
    }
    while (true) {
      MembershipPage page = AnswerReader.page(reply.success());
      page.memberships().forEach(row -> all.add(asked(row, asked)));
      if (page.after() == null) {
        return List.copyOf(all);
      }
      if (!cursors.add(page.after())) {
        throw AnswerReader.malformed("after");
      }
      reply = calls.look(path + "?after=" + Protocol.encode(page.after()), deadline);
    }
  }

  private static <T> T asked(T answer, Predicate<T> isAsked) {
    if (!isAsked.test(answer)) {
      throw AnswerReader.malformed("answer about something else");
    }
    return answer;
  }
}
