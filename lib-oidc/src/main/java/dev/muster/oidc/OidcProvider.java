package dev.muster.oidc;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sign-in at any OpenID Connect issuer: authorization code with PKCE, refresh, and revocation where
 * the issuer has it. Safe for many threads; each call blocks for one request within the discovery's
 * deadline, and where configuration or keys must be read first or again, for four at most. {@link
 * #authorizationUri} blocks for one until the issuer's configuration was read once.
 *
 * <p>Plain OpenID Connect knows no organizations: every one that is asked for refuses, without a
 * call, unless {@linkplain Builder#organizations it is said} how the issuer is asked for one. A
 * session has an id of its own, made at sign-in and kept in what stands for the refresh token,
 * because an issuer's {@code sid} may span several sign-ins; {@link Builder#sessionIdsOfIssuer}
 * takes that one. A nonce is not sent: the ID token comes from the token endpoint, for a code that
 * state and PKCE tie to this browser.
 */
public final class OidcProvider implements SessionProvider {
  private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);

  private static final Duration LONGEST_LIFETIME = Duration.ofHours(1);

  private final OidcDiscovery issuer;
  private final String clientId;
  private final String scope;
  private final @Nullable OidcOrganizations organizations;
  private final boolean sessionIdsOfIssuer;
  private final @Nullable URI sessionsEnd;
  private final TokenEndpoint endpoint;
  private final IdTokens idTokens;

  private OidcProvider(Builder builder) {
    issuer = builder.issuer;
    clientId = builder.clientId;
    scope = String.join(" ", builder.scopes);
    endpoint = new TokenEndpoint(issuer.calls(), clientId, builder.secret);
    organizations = builder.organizations;
    sessionIdsOfIssuer = builder.sessionIdsOfIssuer;
    sessionsEnd = builder.sessionsEnd;
    idTokens = new IdTokens(builder);
  }

  /**
   * Begins a provider.
   *
   * @param issuer where people sign in
   * @param clientId the host's client id there
   * @return a builder, for one thread
   */
  public static Builder builder(OidcDiscovery issuer, String clientId) {
    return new Builder(issuer, clientId);
  }

  @Override
  public URI authorizationUri(AuthorizationRequest request) {
    Objects.requireNonNull(request, "request");
    URI page = there(issuer.latest().authorization(), "authorization_endpoint");
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", clientId);
    query.put("redirect_uri", request.redirectUri().toString());
    query.put("scope", organizations == null ? scope : scope + " " + organizations.signInScope());
    query.put("state", request.state());
    query.put("code_challenge", request.codeChallenge());
    query.put("code_challenge_method", "S256");
    return URI.create(page + (page.getRawQuery() == null ? "?" : "&") + TokenEndpoint.form(query));
  }

  @Override
  public ProviderSession exchangeCode(Secret code, Secret codeVerifier, URI redirectUri) {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(codeVerifier, "codeVerifier");
    Objects.requireNonNull(redirectUri, "redirectUri");
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code.reveal());
    form.put("code_verifier", codeVerifier.reveal());
    form.put("redirect_uri", redirectUri.toString());
    TokenReply reply = endpoint.post(ready(), form);
    if (!reply.isGood()) {
      throw new Rejected(reply.refusal());
    }
    reply.requireAccess();
    String refreshToken = reply.text("refresh_token");
    if (refreshToken == null) {
      throw new Misconfigured("the issuer gives no refresh token for these scopes");
    }
    AccessToken who = idTokens.read(Objects.requireNonNullElse(reply.text("id_token"), ""));
    SessionHandle own = SessionHandle.begun(issuer.issuer(), code, who.user(), refreshToken);
    return session(sessionIdsOfIssuer ? own.named(who.sessionId().orElse(null)) : own, null, reply);
  }

  @Override
  public RefreshOutcome refresh(Secret refreshToken, @Nullable OrganizationId organization) {
    Objects.requireNonNull(refreshToken, "refreshToken");
    if (organization != null && organizations == null) {
      return new RefreshOutcome.OrganizationRefused();
    }
    SessionHandle handle = SessionHandle.read(refreshToken).orElse(null);
    if (handle == null) {
      return new RefreshOutcome.AlreadyExchanged();
    }
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", handle.refreshToken());
    if (organizations != null) {
      String asked =
          organization == null
              ? ""
              : organizations.scopeOf(handle.user(), organization).orElse(null);
      if (asked == null) {
        return new RefreshOutcome.OrganizationRefused();
      }
      form.put("scope", (scope + " " + asked).strip());
    }
    TokenReply reply = endpoint.post(ready(), form);
    if (!reply.isGood()) {
      return refused(reply, handle.user());
    }
    return new RefreshOutcome.Rotated(renewed(handle, organization, reply));
  }

  private ProviderSession renewed(
      SessionHandle handle, @Nullable OrganizationId organization, TokenReply reply) {
    reply.requireAccess();
    String idToken = reply.text("id_token");
    AccessToken who = idToken == null ? null : idTokens.read(idToken);
    if (who != null && !who.user().equals(handle.user())) {
      throw new Unavailable("the issuer's answer is about somebody else", null);
    }
    OrganizationId named = who == null ? null : who.organization().orElse(null);
    // To a session that began without one an issuer may give no scope of an organization. That the
    // user is in it was told just before, and it is looked at anew whenever it is used.
    OrganizationId there = named == null || named.equals(organization) ? organization : null;
    String next = reply.text("refresh_token");
    return session(next == null ? handle : handle.next(next), there, reply);
  }

  /* One word for a token that was exchanged before and for a session that has ended: the first ends
   * no session by mistake. */
  private RefreshOutcome refused(TokenReply reply, UserId user) {
    boolean isOver = reply.refusal().equals("invalid_grant");
    if (!isOver || (organizations != null && organizations.isInDoubt(user))) {
      throw new Unavailable("the issuer refused a refresh: " + reply.refusal(), null);
    }
    return new RefreshOutcome.AlreadyExchanged();
  }

  /**
   * Revokes the refresh token, or ends the session {@linkplain Builder#sessionsEndAt where that is
   * said}. Without a revocation endpoint nothing can be ended there.
   */
  @Override
  public void endSession(String sessionId, Secret refreshToken) {
    Objects.requireNonNull(sessionId, "sessionId");
    Objects.requireNonNull(refreshToken, "refreshToken");
    SessionHandle handle = SessionHandle.read(refreshToken).orElse(null);
    if (handle == null) {
      return;
    }
    String token = handle.refreshToken();
    Map<String, String> form = new LinkedHashMap<>();
    form.put(sessionsEnd == null ? "token" : "refresh_token", token);
    if (sessionsEnd == null) {
      form.put("token_type_hint", "refresh_token");
    }
    URI end = sessionsEnd == null ? issuer.configuration().revocation() : sessionsEnd;
    // A refusal that is not about our client says that there is nothing to end.
    var unused = end == null ? null : endpoint.post(end, form);
  }

  /* A code and a refresh token count once. They are not spent before there are keys to check what
   * comes back. */
  private URI ready() {
    URI token = there(issuer.configuration().token(), "token_endpoint");
    idTokens.requireKeys();
    return token;
  }

  private static URI there(@Nullable URI address, String name) {
    if (address == null) {
      throw new Misconfigured("the issuer's configuration has no `" + name + "`");
    }
    return address;
  }

  private static ProviderSession session(
      SessionHandle handle, @Nullable OrganizationId organization, TokenReply reply) {
    Duration lifetime = reply.lifetime(DEFAULT_LIFETIME, LONGEST_LIFETIME);
    return new ProviderSession(
        handle.user(), handle.sessionId(), organization, handle.seal(), lifetime);
  }

  /** Builds a provider. For one thread. */
  public static final class Builder {
    final OidcDiscovery issuer;
    final String clientId;
    @Nullable Secret secret;
    List<String> scopes = List.of("openid", "offline_access");
    List<SigningAlgorithm> algorithms = List.of(SigningAlgorithm.RS256);
    @Nullable OidcOrganizations organizations;
    boolean sessionIdsOfIssuer;
    @Nullable URI sessionsEnd;

    private Builder(OidcDiscovery issuer, String clientId) {
      this.issuer = Objects.requireNonNull(issuer, "issuer");
      this.clientId = Objects.requireNonNull(clientId, "clientId");
    }

    /**
     * Makes the client a confidential one, by {@code client_secret_basic}. Default: a public one.
     *
     * @param clientSecret its secret
     * @return this
     */
    public Builder secret(Secret clientSecret) {
      secret = Objects.requireNonNull(clientSecret, "clientSecret");
      return this;
    }

    /**
     * Sets the scopes. Default: {@code openid offline_access}.
     *
     * @param names {@code openid} and others; the issuer must give a refresh token for them
     * @return this
     */
    public Builder scopes(String... names) {
      scopes = List.of(names);
      return this;
    }

    /**
     * Pins the algorithms of ID tokens. Default: RS256 only.
     *
     * @param pinned at least one
     * @return this
     */
    public Builder algorithms(SigningAlgorithm... pinned) {
      algorithms = List.of(pinned);
      return this;
    }

    /**
     * Says how the issuer is asked for an organization. Default: it knows none.
     *
     * @param how asks
     * @return this
     */
    public Builder organizations(OidcOrganizations how) {
      organizations = Objects.requireNonNull(how, "how");
      return this;
    }

    /**
     * Takes the issuer's {@code sid} for the session's id, which every ID token must then have: for
     * an issuer whose end of a session ends all that came of it. Default: an id of our own.
     *
     * @return this
     */
    public Builder sessionIdsOfIssuer() {
      sessionIdsOfIssuer = true;
      return this;
    }

    /**
     * Ends sessions by a form with {@code refresh_token} sent here. Default: revokes the token.
     *
     * @param endpoint https, or http on a loopback address
     * @return this
     */
    public Builder sessionsEndAt(URI endpoint) {
      sessionsEnd = Objects.requireNonNull(endpoint, "endpoint");
      return this;
    }

    /**
     * Checks and builds.
     *
     * @return the provider
     * @throws IllegalArgumentException naming all faults
     */
    public OidcProvider build() {
      SignInFaults.check(this);
      return new OidcProvider(this);
    }
  }
}
