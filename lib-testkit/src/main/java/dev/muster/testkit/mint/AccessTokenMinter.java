package dev.muster.testkit.mint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.decision.Problem;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.oidc.AccessTokenVerifier;
import dev.muster.oidc.IssuerKeys;
import dev.muster.oidc.TokenRules;
import dev.muster.provider.Secret;
import dev.muster.testkit.FakeIdentityProvider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Mints access tokens (RFC 9068, RS256), good ones and such as must be refused, for a host that
 * takes bearer tokens. Immutable; safe for many threads; no method reaches a network.
 *
 * <p>A host trusts the tokens by {@link #verifier()}, or by the document of {@link #jwks()} where
 * it builds a verifier of its own. The key is one for all minters of a process and is made when it
 * is first needed, unless a minter has a {@linkplain #withNewKey() key of its own}. A token lives
 * for an hour by the clock that it was minted with.
 *
 * <p>Every flaw but {@link TokenFlaw#ENDED} can be minted, and each is {@link
 * Problem#INVALID_CREDENTIAL} at the front door: a client is told no more than that.
 *
 * <ul>
 *   <li>{@code EXPIRED}, {@code NOT_YET_VALID}: all of {@code iat}, {@code nbf} and {@code exp} are
 *       moved, so that it ended an hour ago or begins in an hour
 *   <li>{@code WRONG_SIGNER}: another key signed it; its {@code kid} is still the issuer's
 *   <li>{@code UNSIGNED}: {@code "alg": "none"} and an empty signature
 *   <li>{@code WRONG_ISSUER}, {@code WRONG_AUDIENCE}: another {@code iss}, another {@code aud}
 *   <li>{@code WRONG_KIND}: an ID token by {@code typ}, {@code nonce} and {@code at_hash}
 *   <li>{@code TAMPERED}: its {@code exp} was moved on by an hour after it was signed
 * </ul>
 */
public final class AccessTokenMinter {
  /** How long a token lives by default: an hour. */
  public static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final IssuerKeyHolder key;
  private final String issuer;
  private final String audience;
  private final InstantSource clock;
  private final Duration lifetime;
  private final Map<String, Object> claims;
  private final AtomicLong minted;

  private AccessTokenMinter(
      IssuerKeyHolder key,
      String issuer,
      String audience,
      InstantSource clock,
      Duration lifetime,
      Map<String, Object> claims,
      AtomicLong minted) {
    this.key = key;
    this.issuer = issuer;
    this.audience = audience;
    this.clock = clock;
    this.lifetime = lifetime;
    this.claims = claims;
    this.minted = minted;
  }

  /**
   * A minter.
   *
   * @param issuer the tokens' {@code iss}
   * @param audience the tokens' {@code aud}
   * @param clock for the tokens' times; the host's, where it stands by hand
   * @return the minter
   * @throws IllegalStateException if the host says that it is in production
   */
  public static AccessTokenMinter of(String issuer, String audience, InstantSource clock) {
    FakeIdentityProvider.refuseInProduction();
    return new AccessTokenMinter(
        IssuerKeyHolder.SHARED,
        Objects.requireNonNull(issuer, "issuer"),
        Objects.requireNonNull(audience, "audience"),
        Objects.requireNonNull(clock, "clock"),
        DEFAULT_LIFETIME,
        Map.of(),
        new AtomicLong());
  }

  /**
   * The same issuer after it changed its key: neither knows the other's tokens.
   *
   * @return a minter with a key of its own
   */
  public AccessTokenMinter withNewKey() {
    return new AccessTokenMinter(
        new IssuerKeyHolder(), issuer, audience, clock, lifetime, claims, minted);
  }

  /**
   * For another audience.
   *
   * @param other the tokens' {@code aud}
   * @return a minter of the same key
   */
  public AccessTokenMinter withAudience(String other) {
    Objects.requireNonNull(other, "other");
    return new AccessTokenMinter(key, issuer, other, clock, lifetime, claims, minted);
  }

  /**
   * Tokens that live for a time.
   *
   * @param duration at least a second
   * @return a minter of the same key
   * @throws IllegalArgumentException if it is less
   */
  public AccessTokenMinter withLifetime(Duration duration) {
    if (duration.toSeconds() < 1) {
      throw new IllegalArgumentException("lifetime must be a second or more, but is " + duration);
    }
    return new AccessTokenMinter(key, issuer, audience, clock, duration, claims, minted);
  }

  /**
   * Tokens with one more claim, or with another value of one. A flaw comes last.
   *
   * @param name as {@code sid}, which is one for each user by default
   * @param value a text, a number, a boolean, or a list or map of such
   * @return a minter of the same key
   */
  public AccessTokenMinter withClaim(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(claims);
    more.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return new AccessTokenMinter(
        key, issuer, audience, clock, lifetime, Collections.unmodifiableMap(more), minted);
  }

  /**
   * Tokens of a session that works in an organization: the claim {@code org_id}. It is a pointer,
   * and proves no membership.
   *
   * @param organization which
   * @return a minter of the same key
   */
  public AccessTokenMinter in(OrganizationId organization) {
    return withClaim("org_id", organization.value());
  }

  /**
   * Mints a good token.
   *
   * @param user its {@code sub}; need not exist anywhere
   * @return the token, without a scheme
   */
  public Secret valid(UserId user) {
    return draft(user).signed(null);
  }

  /**
   * Mints a token that must be refused, as the twin of a {@linkplain #valid good one}.
   *
   * @param user its {@code sub}
   * @param flaw what is wrong with it, and the only thing
   * @return the token, without a scheme
   * @throws IllegalArgumentException if it is none of {@link #refusals()}
   */
  public Secret flawed(UserId user, TokenFlaw flaw) {
    return draft(user).signed(Objects.requireNonNull(flaw, "flaw"));
  }

  /**
   * The flaws that can be minted, each with what the front door must answer.
   *
   * @return {@link Problem#INVALID_CREDENTIAL} for each
   */
  public Map<TokenFlaw, Problem> refusals() {
    Map<TokenFlaw, Problem> refusals = new EnumMap<>(TokenFlaw.class);
    for (TokenFlaw flaw : TokenFlaw.values()) {
      refusals.put(flaw, Problem.INVALID_CREDENTIAL);
    }
    refusals.remove(TokenFlaw.ENDED);
    return Collections.unmodifiableMap(refusals);
  }

  /**
   * The Authorization header that presents a token.
   *
   * @param token the token
   * @return the header's value
   */
  public Secret header(Secret token) {
    return Secret.of("Bearer " + token.reveal());
  }

  /**
   * The published keys, as the issuer serves them. A reference to this method is a {@link
   * dev.muster.oidc.JwksReader}.
   *
   * @return the JWKS document (RFC 7517)
   */
  public String jwks() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.putArray("keys").add(key.get().jwk());
    return document.toString();
  }

  /**
   * A verifier that takes the good tokens: of this issuer, this audience and this key, with the
   * defaults of {@link TokenRules}.
   *
   * @return a new one, for {@code BearerTokens.of}
   */
  public AccessTokenVerifier verifier() {
    return new AccessTokenVerifier(
        TokenRules.builder().issuer(issuer).audience(audience).build(),
        IssuerKeys.readBy(this::jwks, clock),
        clock);
  }

  private JwtDraft draft(UserId user) {
    long now = clock.instant().getEpochSecond();
    ObjectNode said =
        JsonNodeFactory.instance
            .objectNode()
            .put("iss", issuer)
            .put("sub", user.value())
            .put("sid", "session-of-" + user.value())
            .put("aud", audience)
            .put("client_id", "testkit")
            .put("jti", "token-" + minted.incrementAndGet())
            .put("iat", now)
            .put("nbf", now)
            .put("exp", now + lifetime.toSeconds());
    claims.forEach((name, value) -> said.set(name, JSON.valueToTree(value)));
    return new JwtDraft(key.get(), said);
  }

  /** Issuer and audience; no token. */
  @Override
  public String toString() {
    return "AccessTokenMinter[" + issuer + ", for " + audience + "]";
  }
}
