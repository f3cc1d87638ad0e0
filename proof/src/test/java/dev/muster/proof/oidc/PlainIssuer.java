package dev.muster.proof.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.testkit.gateway.StubServer;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Asked;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A small OpenID Connect issuer with one confidential client: codes with PKCE, refresh tokens that
 * rotate, revocation. A test can change what it answers.
 */
final class PlainIssuer implements AutoCloseable {
  static final String CLIENT = "client&1";
  static final String SECRET = "s3cret-a:%";
  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private static final RSAKey KEY = key();

  /** Answers in the place of the issuer's own, where not null. */
  volatile Function<Asked, @Nullable Answer> instead = asked -> null;

  private volatile RSAKey signs = KEY;

  /** Whether a refresh brings a new refresh token and an ID token. */
  volatile boolean rotates = true;

  private final AtomicInteger number = new AtomicInteger();
  private final Map<String, Code> codes = new HashMap<>();
  private final Map<String, String> refreshTokens = new HashMap<>();
  private final Set<String> spent = new HashSet<>();
  private final StubServer server = StubServer.start(0, this::answer);

  private record Code(String user, String challenge, String redirectUri) {}

  String url() {
    return server.url().toString();
  }

  /** Requests that are not for the configuration or the keys. */
  List<Asked> asked() {
    return server.asked().stream().filter(asked -> asked.method().equals("POST")).toList();
  }

  /** What a person does at the page. */
  URI signIn(URI page, String user) {
    Map<String, String> query = form(page.getRawQuery());
    if (!Objects.equals(query.get("client_id"), CLIENT)
        || !Objects.equals(query.get("response_type"), "code")
        || !Objects.equals(query.get("code_challenge_method"), "S256")) {
      throw new IllegalArgumentException("a page that does not ask as it should");
    }
    String code = "marker-code-" + number.incrementAndGet();
    String redirectUri = Objects.requireNonNull(query.get("redirect_uri"));
    synchronized (this) {
      codes.put(
          code, new Code(user, Objects.requireNonNull(query.get("code_challenge")), redirectUri));
    }
    String state = Objects.requireNonNull(query.get("state"));
    return URI.create(
        redirectUri
            + "?code="
            + code
            + "&state="
            + URLEncoder.encode(state, StandardCharsets.UTF_8));
  }

  private synchronized Answer answer(Asked asked) {
    Answer other = instead.apply(asked);
    if (other != null) {
      return other;
    }
    return switch (asked.uri().getPath()) {
      case "/.well-known/openid-configuration" -> Answer.of(200, configuration());
      case "/keys" -> Answer.of(200, new JWKSet(signs.toPublicJWK()).toString());
      case "/token" -> isClient(asked) ? token(form(asked.body())) : error(401, "invalid_client");
      case "/revoke" -> isClient(asked) ? revoke(form(asked.body())) : error(401, "invalid_client");
      default -> Answer.of(404, "{}");
    };
  }

  private String configuration() {
    return JSONObjectUtils.toJSONString(
        Map.of(
            "issuer", url(),
            "jwks_uri", url() + "/keys",
            "authorization_endpoint", url() + "/authorize?tenant=1",
            "token_endpoint", url() + "/token",
            "revocation_endpoint", url() + "/revoke"));
  }

  private static boolean isClient(Asked asked) {
    String both = "client%261:s3cret-a%3A%25";
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.US_ASCII));
    return basic.equals(asked.authorization());
  }

  private Answer token(Map<String, String> form) {
    if (Objects.equals(form.get("grant_type"), "authorization_code")) {
      Code code = codes.remove(form.getOrDefault("code", ""));
      boolean good =
          code != null
              && code.challenge().equals(challenge(form.getOrDefault("code_verifier", "")))
              && code.redirectUri().equals(form.get("redirect_uri"));
      return code != null && good ? issued(code.user(), null) : error(400, "invalid_grant");
    }
    String old = form.getOrDefault("refresh_token", "");
    String user = refreshTokens.get(old);
    if (user == null || spent.contains(old)) {
      return error(400, "invalid_grant");
    }
    return issued(user, old);
  }

  private Answer issued(String user, @Nullable String old) {
    Map<String, Object> answer = new HashMap<>();
    answer.put("access_token", "opaque");
    answer.put("token_type", "Bearer");
    answer.put("expires_in", 300);
    if (old == null || rotates) {
      String next = "marker-refresh-" + number.incrementAndGet();
      refreshTokens.put(next, user);
      answer.put("refresh_token", next);
      answer.put("id_token", signed(signs, ofUser(url(), user, CLIENT)));
      if (old != null) {
        spent.add(old);
      }
    }
    return Answer.of(200, JSONObjectUtils.toJSONString(answer));
  }

  /* The whole session ends with its token: all of one user, which is enough here. */
  private Answer revoke(Map<String, String> form) {
    String user = refreshTokens.get(form.getOrDefault("token", ""));
    if (user != null) {
      spent.add(form.getOrDefault("token", ""));
    }
    return Answer.of(200, "");
  }

  /** From now on another key signs, and is published. */
  void changeKey() {
    signs = named("key-2");
  }

  /** An access token that names a key of nobody's. */
  String forged(String audience, String keyId) {
    return signed(named(keyId), ofUser(url(), "ann", audience).claim("at_hash", null));
  }

  static String idToken(String issuer, String user, String audience) {
    return signed(KEY, ofUser(issuer, user, audience));
  }

  /** With claims of the test's own. */
  static String idToken(String issuer, String user, Map<String, Object> claims) {
    JWTClaimsSet.Builder all = ofUser(issuer, user, CLIENT);
    claims.forEach(all::claim);
    return signed(KEY, all);
  }

  private static RSAKey named(String keyId) {
    return new RSAKey.Builder(KEY).keyID(keyId).build();
  }

  private static JWTClaimsSet.Builder ofUser(String issuer, String user, String audience) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer)
        .subject(user)
        .audience(audience)
        .claim("at_hash", "MTIzNDU2Nzg5MDEyMzQ1Ng")
        .issueTime(Date.from(NOW))
        .expirationTime(Date.from(NOW.plusSeconds(300)));
  }

  private static String signed(RSAKey key, JWTClaimsSet.Builder claims) {
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
              claims.build());
      jwt.sign(new RSASSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static Answer error(int status, String word) {
    return Answer.of(status, "{\"error\":\"" + word + "\",\"error_description\":\"A sentence.\"}");
  }

  static Map<String, String> form(String text) {
    Map<String, String> form = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      form.put(
          pair.substring(0, Math.max(equals, 0)),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return form;
  }

  private static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyID("key-1").keyUse(KeyUse.SIGNATURE).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
