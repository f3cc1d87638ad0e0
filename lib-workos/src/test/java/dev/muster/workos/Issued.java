package dev.muster.workos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.testkit.gateway.StubServer;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Asked;
import java.net.URI;
import java.time.Instant;
import java.util.Date;

/**
 * A WorkOS of the test's own keys and clock: it signs anybody in with the answer that the test last
 * wrote.
 */
final class Issued implements AutoCloseable {
  static final RSAKey KEY = key("key_1");
  static final RSAKey OTHER_KEY = key("key_2");
  static final Secret PASSWORD = Secret.of("marker-password-of-the-cookie-01");
  static final Secret OLD_PASSWORD = Secret.of("marker-password-of-the-cookie-00");
  static final ObjectMapper JSON = new ObjectMapper();

  /** As much of a user as WorkOS answers. */
  static final String USER =
      "{\"object\":\"user\",\"id\":\"user_01ANN\",\"email\":\"ann@example.org\","
          + "\"email_verified\":true,\"first_name\":\"Zoë 😀\",\"last_name\":\"Çelik-김\","
          + "\"name\":\"Zoë Çelik-김\",\"profile_picture_url\":null,\"locale\":\"tr-TR\","
          + "\"last_sign_in_at\":\"2026-11-20T09:00:00.000Z\",\"external_id\":null,"
          + "\"created_at\":\"2026-01-15T12:00:00.000Z\",\"metadata\":{\"cost_center\":\"é 7\"},"
          + "\"updated_at\":\"2026-01-15T12:00:00.000Z\"}";

  final StubServer server = StubServer.start(0, this::answer);
  final WorkOsProvider provider;
  volatile Instant now;
  volatile boolean keysAreDown;
  volatile RSAKey signs = KEY;
  private volatile RSAKey published = KEY;
  private volatile String body = "";

  Issued(Instant now) {
    this.now = now;
    provider = provider();
  }

  /** One more, which has read no key yet. */
  WorkOsProvider provider() {
    return WorkOsProvider.of(Stubbed.settings(server.url()).clock(() -> now).build());
  }

  WorkOsCookies cookies() {
    return provider.cookies(PASSWORD);
  }

  void publish(RSAKey key) {
    published = key;
  }

  /** Claims of a session of Ann's, good for five minutes. */
  JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(server.url().toString())
        .subject("user_01ANN")
        .claim("sid", "session_01")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(300)));
  }

  String token(JWTClaimsSet.Builder claims) {
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(signs.getKeyID()).build(),
              claims.build());
      jwt.sign(new RSASSASigner(signs));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** WorkOS's answer to a sign-in or a refresh. */
  static ObjectNode answer(String accessToken) {
    try {
      ObjectNode answer =
          JSON.createObjectNode()
              .put("access_token", accessToken)
              .put("refresh_token", "marker-refresh-token-1")
              .put("authentication_method", "Password");
      answer.set("user", JSON.readTree(USER));
      return answer;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  void answers(ObjectNode next) {
    body = next.toString();
  }

  ProviderSession signIn() {
    return provider.exchangeCode(
        Secret.of("marker-code-1"), Pkce.VERIFIER, URI.create("http://127.0.0.1:1/callback"));
  }

  /** Ann's session, in no organization. */
  ProviderSession ann() {
    answers(answer(token(claims())));
    return signIn();
  }

  private Answer answer(Asked asked) {
    if (asked.uri().getPath().startsWith("/sso/jwks/")) {
      return keysAreDown
          ? Answer.of(503, "{}")
          : Answer.of(200, new JWKSet(published.toPublicJWK()).toString());
    }
    return Answer.of(200, body);
  }

  private static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).algorithm(JWSAlgorithm.RS256).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    provider.close();
    server.close();
  }
}
