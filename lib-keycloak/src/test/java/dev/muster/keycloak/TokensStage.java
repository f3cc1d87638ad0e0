package dev.muster.keycloak;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
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
import dev.muster.oidc.OidcDiscovery;
import dev.muster.provider.Secret;
import dev.muster.session.TokenAuthenticator;
import dev.muster.testkit.contract.NoLever;
import dev.muster.testkit.contract.TokensUnderTest;
import dev.muster.testkit.gateway.StubServer;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Asked;
import dev.muster.testkit.mint.TokenFlaw;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A realm of the test's own keys and clock, whose tokens are as Keycloak's. */
final class TokensStage implements TokensUnderTest {
  static final String AUDIENCE = "notes-api";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final Duration SKEW = Duration.ofSeconds(30);
  private static final RSAKey KEY = key();
  private static final RSAKey OTHERS = key();

  private volatile Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private volatile boolean down;
  private final AtomicLong issued = new AtomicLong();
  private final StubServer server = StubServer.start(0, this::answer);
  private final TokenAuthenticator tokens = authenticator();

  private String issuer() {
    return server.url() + "/realms/r";
  }

  private TokenAuthenticator authenticator() {
    return KeycloakTokens.of(realm(), AUDIENCE, () -> now);
  }

  OidcDiscovery realm() {
    return OidcDiscovery.of(issuer(), HTTP, Duration.ofSeconds(10), () -> now);
  }

  private Answer answer(Asked asked) {
    if (down) {
      return Answer.of(503, "{}");
    }
    return asked.uri().getPath().endsWith("/certs")
        ? Answer.of(200, new JWKSet(KEY.toPublicJWK()).toString())
        : Answer.of(
            200, "{\"issuer\":\"" + issuer() + "\",\"jwks_uri\":\"" + issuer() + "/certs\"}");
  }

  @Override
  public TokenAuthenticator tokens() {
    return tokens;
  }

  @Override
  public TokenAuthenticator cutOff() {
    down = true;
    return authenticator();
  }

  @Override
  public Secret good(UserId user) {
    return signed(claims(user), KEY);
  }

  Secret with(UserId user, Map<String, Object> more) {
    JWTClaimsSet.Builder claims = claims(user);
    more.forEach(claims::claim);
    return signed(claims, KEY);
  }

  @Override
  public Secret flawed(UserId user, TokenFlaw flaw) {
    JWTClaimsSet.Builder claims = claims(user);
    return switch (flaw) {
      case EXPIRED -> signed(claims.expirationTime(Date.from(now.minus(LIFE))), KEY);
      case NOT_YET_VALID -> signed(claims.notBeforeTime(Date.from(now.plus(LIFE))), KEY);
      case WRONG_SIGNER -> signed(claims, OTHERS);
      case WRONG_ISSUER -> signed(claims.issuer(server.url() + "/realms/other"), KEY);
      case WRONG_AUDIENCE -> signed(claims.audience("account"), KEY);
      case WRONG_KIND -> signed(claims.claim("typ", "ID"), KEY);
      case UNSIGNED -> Secret.of(new PlainJWT(claims.build()).serialize());
      case TAMPERED, ENDED -> throw new NoLever("not asked for");
    };
  }

  @Override
  public Duration outliveTokens() {
    Duration over = LIFE.plus(SKEW).plusSeconds(1);
    now = now.plus(over);
    return over;
  }

  @Override
  public void close() {
    server.close();
  }

  /* As a real server writes them. */
  private JWTClaimsSet.Builder claims(UserId user) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .subject(user.value())
        .audience(List.of(AUDIENCE, "account"))
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(LIFE)))
        .jwtID("onrtac:" + issued.incrementAndGet())
        .claim("typ", "Bearer")
        .claim("azp", "app")
        .claim("sid", "sid-1")
        .claim("scope", "openid email profile")
        .claim("preferred_username", "ann");
  }

  private static Secret signed(JWTClaimsSet.Builder claims, RSAKey key) {
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .type(JOSEObjectType.JWT)
                  .keyID("key-1")
                  .build(),
              claims.build());
      jwt.sign(new RSASSASigner(key));
      return Secret.of(jwt.serialize());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyID("key-1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
