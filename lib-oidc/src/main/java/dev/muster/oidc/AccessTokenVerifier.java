package dev.muster.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks access tokens of one issuer against its published keys. Safe for many threads; blocks on
 * the keys only when they must be read.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A token is verified only if a published key signed it by a pinned algorithm and every rule
 * holds now. Whatever the text is, the answer is an outcome and no exception. Keys come from the
 * issuer alone: what a header says of keys ({@code jku}, {@code x5u}, {@code jwk}) is passed over,
 * and a {@code crit} header is refused. Follows RFC 7519 and RFC 8725.
 */
public final class AccessTokenVerifier {
  private static final int MAX_LENGTH = 16 * 1024;
  private static final int MIN_RSA_BITS = 2048;
  private static final Set<JOSEObjectType> TYPES =
      Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));

  private final TokenRules rules;
  private final IssuerKeys keys;
  private final InstantSource clock;

  /**
   * A verifier.
   *
   * @param rules what a token must be
   * @param keys the issuer's
   * @param clock for the token's times
   */
  public AccessTokenVerifier(TokenRules rules, IssuerKeys keys, InstantSource clock) {
    this.rules = Objects.requireNonNull(rules, "rules");
    this.keys = Objects.requireNonNull(keys, "keys");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * Checks a token.
   *
   * @param token anything from outside
   * @return what came of it
   */
  public TokenCheck verify(String token) {
    Objects.requireNonNull(token, "token");
    if (token.length() > MAX_LENGTH) {
      return new TokenCheck.Bad(TokenFault.MALFORMED);
    }
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      TokenFault fault = faultOf(jwt);
      if (fault != null) {
        return new TokenCheck.Bad(fault);
      }
      return claimsOf(jwt).map(this::judged).orElse(new TokenCheck.Bad(TokenFault.WRONG_CLAIMS));
    } catch (KeySourceException e) {
      return new TokenCheck.Unchecked();
    } catch (ParseException | IllegalArgumentException e) {
      return new TokenCheck.Bad(TokenFault.MALFORMED);
    }
  }

  private static Optional<Claims> claimsOf(SignedJWT jwt) {
    Map<String, Object> json = jwt.getPayload().toJSONObject();
    try {
      return json == null ? Optional.empty() : Optional.of(Claims.of(json));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private @Nullable TokenFault faultOf(SignedJWT jwt) throws KeySourceException {
    JWSHeader header = jwt.getHeader();
    if (rules.algorithms().stream().noneMatch(pinned -> isBy(header, pinned))) {
      return TokenFault.WRONG_ALGORITHM;
    }
    JOSEObjectType type = header.getType();
    if (header.getKeyID() == null || (type != null && !TYPES.contains(type))) {
      return TokenFault.MALFORMED;
    }
    List<JWK> candidates = keys.matching(header);
    if (candidates.isEmpty()) {
      return TokenFault.UNKNOWN_KEY;
    }
    return candidates.stream().anyMatch(key -> signed(jwt, key))
        ? null
        : TokenFault.WRONG_SIGNATURE;
  }

  private static boolean isBy(JWSHeader header, SigningAlgorithm pinned) {
    return pinned.jws().equals(header.getAlgorithm());
  }

  private static boolean signed(SignedJWT jwt, JWK key) {
    try {
      if (key instanceof RSAKey rsa) {
        return rsa.size() >= MIN_RSA_BITS && jwt.verify(new RSASSAVerifier(rsa.toRSAPublicKey()));
      }
      return key instanceof ECKey ec && jwt.verify(new ECDSAVerifier(ec.toECPublicKey()));
    } catch (JOSEException | IllegalStateException e) {
      return false;
    }
  }

  private TokenCheck judged(Claims claims) {
    Instant now = clock.instant();
    TokenFault fault = null;
    if (!rules.hasIssuer(claims.issuer())) {
      fault = TokenFault.WRONG_ISSUER;
    } else if (!rules.hasAudience(claims.audiences())) {
      fault = TokenFault.WRONG_AUDIENCE;
    } else if (!now.minus(rules.skew()).isBefore(claims.expiresAt())) {
      fault = TokenFault.EXPIRED;
    } else if (isAhead(claims.notBefore(), now) || isAhead(claims.issuedAt(), now)) {
      fault = TokenFault.NOT_YET_VALID;
    } else if (rules.isSessionRequired() && claims.sessionId() == null) {
      fault = TokenFault.WRONG_CLAIMS;
    }
    return fault == null
        ? new TokenCheck.Verified(new AccessToken(claims))
        : new TokenCheck.Bad(fault);
  }

  private boolean isAhead(@Nullable Instant time, Instant now) {
    return time != null && time.isAfter(now.plus(rules.skew()));
  }
}
