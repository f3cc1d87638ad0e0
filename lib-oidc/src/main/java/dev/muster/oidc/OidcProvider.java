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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sign-in at any OpenID Connect issuer: authorization code with PKCE, refresh, and revocation where
 * the issuer has it. Safe for many threads; each call blocks for one request within the discovery's
 * deadline, and where configuration or keys must be read first or again, for four at most. {@link
 * #authorizationUri} blocks for one until the issuer's configuration was read once.
 *
 * <p>Plain OpenID Connect knows no organizations: every one that is asked for refuses, without a
 * call. A session has an id of its own, made at sign-in and kept in what stands for the refresh
 * token, because an issuer's {@code sid} may span several sign-ins. A nonce is not sent: the ID
 * token comes from the token endpoint, for a code that state and PKCE tie to this browser.
 */
public final class OidcProvider implements SessionProvider {
  private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);

  /* Four requests end before another node that shares a refresh store takes this one for dead. */
  private static final Duration LONGEST_DEADLINE = Duration.ofSeconds(15);

  private static final Duration LONGEST_LIFETIME = Duration.ofHours(1);

  private final OidcDiscovery issuer;
  private final String clientId;
  private final String scope;
  private final TokenEndpoint endpoint;
  private final IssuerKeys keys;
  private final AccessTokenVerifier idTokens;

  private OidcProvider(Builder builder) {
    issuer = builder.issuer;
    clientId = builder.clientId;
    scope = String.join(" ", builder.scopes);
    endpoint = new TokenEndpoint(issuer.calls(), clientId, builder.secret);
    TokenRules rules =
        TokenRules.builder()
            .issuer(issuer.issuer())
            .audience(clientId)
            .algorithms(builder.algorithms.toArray(new SigningAlgorithm[0]))
            .sessionMayBeAbsent()
            .idTokensOf(clientId)
            .build();
    keys = issuer.keysOfItsOwnAnswers();
    idTokens = new AccessTokenVerifier(rules, keys, issuer.clock(), new TokenMemory(0));
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
    query.put("scope", scope);
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
    UserId user = user(Objects.requireNonNullElse(reply.text("id_token"), ""));
    return session(SessionHandle.begun(issuer.issuer(), code, user, refreshToken), reply);
  }

  @Override
  public RefreshOutcome refresh(Secret refreshToken, @Nullable OrganizationId organization) {
    Objects.requireNonNull(refreshToken, "refreshToken");
    if (organization != null) {
      return new RefreshOutcome.OrganizationRefused();
    }
    SessionHandle handle = SessionHandle.read(refreshToken).orElse(null);
    if (handle == null) {
      return new RefreshOutcome.AlreadyExchanged();
    }
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", handle.refreshToken());
    TokenReply reply = endpoint.post(ready(), form);
    if (!reply.isGood()) {
      return refused(reply);
    }
    reply.requireAccess();
    String idToken = reply.text("id_token");
    if (idToken != null && !user(idToken).equals(handle.user())) {
      throw new Unavailable("the issuer's answer is about somebody else", null);
    }
    String next = reply.text("refresh_token");
    return new RefreshOutcome.Rotated(session(next == null ? handle : handle.next(next), reply));
  }

  /* One word for a token that was exchanged before and for a session that has ended: the first ends
   * no session by mistake. */
  private static RefreshOutcome refused(TokenReply reply) {
    if (reply.refusal().equals("invalid_grant")) {
      return new RefreshOutcome.AlreadyExchanged();
    }
    throw new Unavailable("the issuer refused a refresh: " + reply.refusal(), null);
  }

  /** Revokes the refresh token. Without a revocation endpoint nothing can be ended there. */
  @Override
  public void endSession(String sessionId, Secret refreshToken) {
    Objects.requireNonNull(sessionId, "sessionId");
    Objects.requireNonNull(refreshToken, "refreshToken");
    SessionHandle handle = SessionHandle.read(refreshToken).orElse(null);
    URI revocation = handle == null ? null : issuer.configuration().revocation();
    if (handle == null || revocation == null) {
      return;
    }
    Map<String, String> form = new LinkedHashMap<>();
    form.put("token", handle.refreshToken());
    form.put("token_type_hint", "refresh_token");
    // A refusal that is not about our client says that there is nothing to revoke.
    TokenReply unused = endpoint.post(revocation, form);
  }

  /* A code and a refresh token count once. They are not spent before there are keys to check what
   * comes back. */
  private URI ready() {
    URI token = there(issuer.configuration().token(), "token_endpoint");
    if (!keys.areThere()) {
      throw new Unavailable("the issuer's keys can't be had", null);
    }
    return token;
  }

  private static URI there(@Nullable URI address, String name) {
    if (address == null) {
      throw new Misconfigured("the issuer's configuration has no `" + name + "`");
    }
    return address;
  }

  private UserId user(String idToken) {
    return idTokens
        .verify(idToken)
        .fold(
            AccessToken::user,
            fault -> {
              throw switch (fault) {
                case MALFORMED, WRONG_SIGNATURE, WRONG_CLAIMS, WRONG_KIND ->
                    new Unavailable("the issuer's answer has no good ID token: " + fault, null);
                default ->
                    new Misconfigured("ID tokens do not fit the client or the clock: " + fault);
              };
            },
            () -> {
              throw new Unavailable("the issuer's keys can't be had", null);
            });
  }

  private static ProviderSession session(SessionHandle handle, TokenReply reply) {
    Duration lifetime = reply.lifetime(DEFAULT_LIFETIME, LONGEST_LIFETIME);
    return new ProviderSession(handle.user(), handle.sessionId(), null, handle.seal(), lifetime);
  }

  /** Builds a provider. For one thread. */
  public static final class Builder {
    private final OidcDiscovery issuer;
    private final String clientId;
    private @Nullable Secret secret;
    private List<String> scopes = List.of("openid", "offline_access");
    private List<SigningAlgorithm> algorithms = List.of(SigningAlgorithm.RS256);

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
     * @param names {@code openid} and others; what makes the issuer give a refresh token is its own
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
     * Checks and builds.
     *
     * @return the provider
     * @throws IllegalArgumentException naming all faults
     */
    public OidcProvider build() {
      List<String> faults = new ArrayList<>();
      if (clientId.isBlank()) {
        faults.add("the client id must not be blank");
      }
      if (secret != null && secret.reveal().isBlank()) {
        faults.add("the client secret must not be blank");
      }
      Set<String> distinct = new LinkedHashSet<>(scopes);
      if (!distinct.contains("openid")
          || distinct.stream().anyMatch(name -> !name.matches("[!#-\\[\\]-~]+"))) {
        faults.add("scopes must be plain words, and `openid` among them, but were " + scopes);
      }
      if (algorithms.isEmpty()) {
        faults.add("at least one algorithm must be pinned");
      }
      Duration deadline = issuer.calls().deadline();
      if (deadline.compareTo(LONGEST_DEADLINE) > 0) {
        faults.add(
            "the discovery's deadline must be at most "
                + LONGEST_DEADLINE
                + ", but was "
                + deadline);
      }
      if (!faults.isEmpty()) {
        throw new IllegalArgumentException("OIDC provider: " + String.join("; ", faults));
      }
      return new OidcProvider(this);
    }
  }
}
