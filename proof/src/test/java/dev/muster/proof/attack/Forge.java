package dev.muster.proof.attack;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import dev.muster.name.UserId;
import dev.muster.oidc.AccessTokenVerifier;
import dev.muster.oidc.BearerTokens;
import dev.muster.oidc.IssuerKeys;
import dev.muster.oidc.TokenRules;
import dev.muster.session.TokenAuthenticator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Two issuers that the host trusts, and somebody who forges tokens in their names. Both issuers and
 * the forger call their keys alike.
 */
final class Forge implements AutoCloseable {
  private static final String ISSUER = "https://issuer.example";
  private static final String SECOND = "https://second.example";
  private static final RSAKey KEY = key();
  private static final RSAKey KEY_OF_SECOND = key();
  private static final RSAKey FORGERS = key();
  private static final String HEADER = header("");

  private final InstantSource clock;

  /** Reads of published keys. */
  final AtomicInteger reads = new AtomicInteger();

  /** A door of the forger's, at which nobody may ever knock. */
  private final ServerSocket trap;

  Forge(InstantSource clock) {
    this.clock = clock;
    try {
      trap = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      trap.setSoTimeout(1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  TokenAuthenticator authenticator() {
    return BearerTokens.of(verifier(ISSUER, KEY), verifier(SECOND, KEY_OF_SECOND));
  }

  private AccessTokenVerifier verifier(String issuer, RSAKey key) {
    return new AccessTokenVerifier(
        TokenRules.builder().issuer(issuer).audience("notes").build(),
        IssuerKeys.readBy(
            () -> {
              reads.incrementAndGet();
              return new JWKSet(key.toPublicJWK()).toString();
            },
            clock),
        clock);
  }

  String good(UserId user) {
    return signed(KEY, HEADER, claims(user, ""));
  }

  /** Whether somebody came to the forger's door. */
  boolean knocked() {
    try {
      trap.accept().close();
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }

  String word(String name, UserId user) {
    String claims = claims(user, "");
    String evil = "http://127.0.0.1:" + trap.getLocalPort() + "/keys";
    return switch (name) {
      case "alg-none" -> unsigned("{\"alg\":\"none\"}", claims) + ".";
      case "alg-none-upper" -> unsigned(header("").replace("RS256", "NONE"), claims) + ".";
      case "alg-none-signed" -> signed(KEY, header("").replace("RS256", "none"), claims);
      case "alg-missing" -> signed(KEY, "{\"kid\":\"key-1\"}", claims);
      case "alg-hs256-public-der" -> mac(claims, got(() -> KEY.toRSAPublicKey().getEncoded()));
      case "alg-hs256-public-pem" -> mac(claims, pem().getBytes(StandardCharsets.US_ASCII));
      case "alg-hs256-public-jwk" ->
          mac(claims, KEY.toPublicJWK().toJSONString().getBytes(StandardCharsets.US_ASCII));
      case "alg-rs512" -> by(KEY, JWSAlgorithm.RS512, claims);
      case "alg-ps256" -> by(KEY, JWSAlgorithm.PS256, claims);
      case "signature-empty" -> unsigned(HEADER, claims) + ".";
      case "signature-missing" -> unsigned(HEADER, claims);
      case "signature-of-forger" -> signed(FORGERS, HEADER, claims);
      case "signature-of-other-claims" -> grafted(good(user), claims.replace("sid", "sib"));
      case "signature-twice" -> good(user) + "." + good(user).split("\\.", -1)[2];
      case "padded" -> good(user) + "=";
      case "nested" -> signed(KEY, header(",\"cty\":\"JWT\""), good(user));
      case "encrypted" -> encrypted(good(user));
      case "compressed" -> signed(FORGERS, header(",\"zip\":\"DEF\""), claims);
      case "crit" -> signed(KEY, header(",\"crit\":[\"exp\"],\"exp\":1"), claims);
      case "crit-b64" -> signed(KEY, header(",\"crit\":[\"b64\"],\"b64\":false"), claims);
      case "jku" -> signed(FORGERS, header(",\"jku\":\"" + evil + "\""), claims);
      case "x5u" -> signed(FORGERS, header(",\"x5u\":\"" + evil + "\""), claims);
      case "jwk" -> signed(FORGERS, header(",\"jwk\":" + FORGERS.toPublicJWK()), claims);
      case "x5c" -> signed(FORGERS, header(",\"x5c\":[\"" + Base64.encode("x") + "\"]"), claims);
      case "kid-unknown" -> signed(FORGERS, kid("key-9"), claims);
      case "kid-path" -> signed(FORGERS, kid("../../../../dev/null"), claims);
      case "kid-sql" -> signed(FORGERS, kid("key-1' OR '1'='1"), claims);
      case "kid-url" -> signed(FORGERS, kid(evil), claims);
      case "kid-lines" -> signed(FORGERS, kid("key-1\\r\\nX-Injected: 1"), claims);
      case "kid-nul" -> signed(KEY, kid("key-1\\u0000"), claims);
      case "kid-missing" -> signed(KEY, "{\"alg\":\"RS256\"}", claims);
      case "kid-number" -> signed(KEY, "{\"alg\":\"RS256\",\"kid\":1}", claims);
      case "kid-of-second" -> signed(KEY_OF_SECOND, HEADER, claims);
      case "second" -> signed(KEY_OF_SECOND, HEADER, claims.replace(ISSUER, SECOND));
      case "second-by-first" -> signed(KEY, HEADER, claims.replace(ISSUER, SECOND));
      case "issuer-unknown" -> signed(KEY, HEADER, claims.replace(ISSUER, "https://evil.example"));
      case "issuer-slash" -> signed(KEY, HEADER, claims.replace(ISSUER, ISSUER + "/"));
      case "issuer-twice" -> signed(KEY, HEADER, claims(user, ",\"iss\":\"" + SECOND + "\""));
      case "subject-twice" -> signed(KEY, HEADER, claims(user, ",\"sub\":\"user_2\""));
      case "subject-lines" ->
          signed(KEY, HEADER, claims.replace(user.value(), "a\\r\\nX-Injected: 1"));
      case "exp-text" -> signed(KEY, HEADER, expiring(claims, "\"" + in(300) + "\""));
      case "exp-date" -> signed(KEY, HEADER, expiring(claims, "\"2099-01-01T00:00:00Z\""));
      case "exp-negative" -> signed(KEY, HEADER, expiring(claims, "-1"));
      case "exp-huge" -> signed(KEY, HEADER, expiring(claims, "1e300"));
      case "exp-overflow" -> signed(KEY, HEADER, expiring(claims, "9223372036854775808"));
      case "exp-true" -> signed(KEY, HEADER, expiring(claims, "true"));
      case "exp-list" -> signed(KEY, HEADER, expiring(claims, "[" + in(300) + "]"));
      case "exp-null" -> signed(KEY, HEADER, expiring(claims, "null"));
      case "exp-missing" -> signed(KEY, HEADER, claims.replace("\"exp\"", "\"not_exp\""));
      case "exp-past" -> signed(KEY, HEADER, expiring(claims, Long.toString(in(-31))));
      case "exp-float" -> signed(KEY, HEADER, expiring(claims, in(300) + ".5"));
      case "nbf-future" -> signed(KEY, HEADER, claims(user, ",\"nbf\":" + in(200)));
      case "iat-future" -> signed(KEY, HEADER, claims(user, ",\"iat\":" + in(200)));
      case "audience-wrong" -> signed(KEY, HEADER, claims.replace("\"notes\"", "\"other\""));
      case "audience-list" -> signed(KEY, HEADER, claims.replace("\"notes\"", "[\"other\",7]"));
      case "audience-missing" -> signed(KEY, HEADER, claims.replace("\"aud\"", "\"not_aud\""));
      case "audience-upper" -> signed(KEY, HEADER, claims.replace("\"notes\"", "\"NOTES\""));
      case "typ-id" -> signed(KEY, header(",\"typ\":\"id+jwt\""), claims);
      case "typ-logout" -> signed(KEY, header(",\"typ\":\"logout+jwt\""), claims);
      case "typ-dpop" -> signed(KEY, header(",\"typ\":\"dpop+jwt\""), claims);
      case "id-token" -> signed(KEY, HEADER, claims(user, ",\"nonce\":\"n\""));
      case "sid-missing" -> signed(KEY, HEADER, claims.replace("\"sid\"", "\"not_sid\""));
      case "not-json" -> signed(KEY, HEADER, "claims");
      default -> throw new IllegalArgumentException("no word `" + name + "`");
    };
  }

  private long in(long seconds) {
    return clock.instant().getEpochSecond() + seconds;
  }

  private String claims(UserId user, String more) {
    return "{\"iss\":\""
        + ISSUER
        + "\",\"aud\":\"notes\",\"sub\":\""
        + user.value()
        + "\",\"sid\":\"session_1\",\"exp\":"
        + in(300)
        + more
        + "}";
  }

  private String expiring(String claims, String time) {
    return claims.replace("\"exp\":" + in(300), "\"exp\":" + time);
  }

  private static String header(String more) {
    return "{\"alg\":\"RS256\",\"kid\":\"key-1\"" + more + "}";
  }

  private static String kid(String id) {
    return "{\"alg\":\"RS256\",\"kid\":\"" + id + "\"}";
  }

  private static String unsigned(String header, String claims) {
    return Base64URL.encode(header) + "." + Base64URL.encode(claims);
  }

  private static String signed(RSAKey key, String header, String claims) {
    String text = unsigned(header, claims);
    return text
        + "."
        + got(
            () ->
                new RSASSASigner(key)
                    .sign(
                        new JWSHeader(JWSAlgorithm.RS256),
                        text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String by(RSAKey key, JWSAlgorithm algorithm, String claims) {
    String text = unsigned(HEADER.replace("RS256", algorithm.getName()), claims);
    return text
        + "."
        + got(
            () ->
                new RSASSASigner(key)
                    .sign(new JWSHeader(algorithm), text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String mac(String claims, byte[] secret) {
    String text = unsigned(HEADER.replace("RS256", "HS256"), claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return text + "." + Base64URL.encode(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String grafted(String token, String claims) {
    String[] parts = token.split("\\.", -1);
    return parts[0] + "." + Base64URL.encode(claims) + "." + parts[2];
  }

  private static String encrypted(String token) {
    JWEObject wrapper =
        new JWEObject(
            new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A128GCM)
                .contentType("JWT")
                .keyID("key-1")
                .build(),
            new Payload(token));
    return got(
        () -> {
          wrapper.encrypt(new RSAEncrypter(KEY));
          return wrapper.serialize();
        });
  }

  private static String pem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.encode(got(() -> KEY.toRSAPublicKey().getEncoded()))
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static RSAKey key() {
    return got(() -> new RSAKeyGenerator(2048).keyID("key-1").generate());
  }

  private interface Try<T> {
    T get() throws JOSEException;
  }

  private static <T> T got(Try<T> value) {
    try {
      return value.get();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      trap.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
