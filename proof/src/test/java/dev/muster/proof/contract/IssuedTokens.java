package dev.muster.proof.contract;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.name.UserId;
import dev.muster.oidc.AccessTokenVerifier;
import dev.muster.oidc.BearerTokens;
import dev.muster.oidc.IssuerKeys;
import dev.muster.oidc.JwksReader;
import dev.muster.oidc.TokenRules;
import dev.muster.provider.Secret;
import dev.muster.session.TokenAuthenticator;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.contract.TokensUnderTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** An issuer of JWTs and lib-oidc's check of them; a wrong check is wrapped around that. */
final class IssuedTokens implements TokensUnderTest {
  private static final String ISSUER = "https://issuer.example";
  private static final RSAKey KEY = key();

  /** Another key under the same id, so that nothing but the signature tells. */
  private static final RSAKey OTHERS = key();

  private static final Duration LIFE = Duration.ofMinutes(5);

  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final AtomicLong issued = new AtomicLong();
  private final UnaryOperator<TokenAuthenticator> wrong;
  private final TokenAuthenticator tokens;

  IssuedTokens(UnaryOperator<TokenAuthenticator> wrong) {
    this.wrong = wrong;
    tokens = check(() -> new JWKSet(KEY.toPublicJWK()).toString());
  }

  private TokenAuthenticator check(JwksReader reader) {
    return wrong.apply(
        BearerTokens.of(
            new AccessTokenVerifier(
                TokenRules.builder().issuer(ISSUER).audience("app").build(),
                IssuerKeys.readBy(reader, clock),
                clock)));
  }

  @Override
  public TokenAuthenticator tokens() {
    return tokens;
  }

  @Override
  public TokenAuthenticator cutOff() {
    return check(
        () -> {
          throw new IOException("nobody answers");
        });
  }

  @Override
  public Secret good(UserId user) {
    return signed(KEY, claims(user));
  }

  @Override
  public Secret wrong(UserId user, Wrong wrong) {
    JWTClaimsSet.Builder claims = claims(user);
    Date now = Date.from(clock.instant());
    return switch (wrong) {
      case EXPIRED -> signed(KEY, claims.expirationTime(Date.from(clock.instant().minus(LIFE))));
      case NOT_YET_VALID ->
          signed(KEY, claims.notBeforeTime(Date.from(clock.instant().plus(LIFE))).issueTime(now));
      case SIGNER -> signed(OTHERS, claims);
      case ISSUER -> signed(KEY, claims.issuer("https://another.example"));
      case AUDIENCE -> signed(KEY, claims.audience("another"));
      case KIND -> signed(KEY, claims.claim("nonce", "of-an-id-token"));
      case UNSIGNED -> Secret.of(new PlainJWT(claims.build()).serialize());
    };
  }

  @Override
  public Duration outliveTokens() {
    Duration over = LIFE.plus(TokenRules.DEFAULT_SKEW).plusSeconds(1);
    clock.advance(over);
    return over;
  }

  @Override
  public void close() {}

  private JWTClaimsSet.Builder claims(UserId user) {
    Instant now = clock.instant();
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience("app")
        .subject(user.value())
        .claim("sid", "session_" + user.value())
        .jwtID("token_" + issued.incrementAndGet())
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(LIFE)));
  }

  private static Secret signed(RSAKey key, JWTClaimsSet.Builder claims) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("key-1").build(), claims.build());
      token.sign(new RSASSASigner(key));
      return Secret.of(token.serialize());
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyID("key-1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }
}
