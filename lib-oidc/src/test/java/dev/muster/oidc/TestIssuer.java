package dev.muster.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer with keys of its own, that can be down, and a clock that the test holds. */
final class TestIssuer implements JwksReader {
  static final String NAME = "https://issuer.example";
  static final RSAKey KEY = rsa("key-1", 2048);
  static final RSAKey OTHER_KEY = rsa("key-2", 2048);

  final AtomicInteger reads = new AtomicInteger();
  final List<JWK> published = new ArrayList<>(List.of(KEY.toPublicJWK()));
  private volatile Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private volatile boolean down;

  Instant now() {
    return now;
  }

  void advance(Duration time) {
    now = now.plus(time);
  }

  void down(boolean isDown) {
    down = isDown;
  }

  IssuerKeys keys() {
    return IssuerKeys.readBy(this, this::now);
  }

  AccessTokenVerifier verifier() {
    return verifier(rules());
  }

  AccessTokenVerifier verifier(TokenRules.Builder rules) {
    return new AccessTokenVerifier(rules.build(), keys(), this::now);
  }

  static TokenRules.Builder rules() {
    return TokenRules.builder().issuer(NAME).audience("app");
  }

  /** Claims that every rule is content with. */
  JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(NAME)
        .audience("app")
        .subject("user_1")
        .claim("sid", "session_1")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(300)));
  }

  /** A token by this key; it counts for five minutes. */
  String by(RSAKey key) {
    return signed(header(key), claims().build(), key);
  }

  String token() {
    return token(claims());
  }

  static String token(JWTClaimsSet.Builder claims) {
    return signed(header(KEY), claims.build(), KEY);
  }

  static JWSHeader.Builder header(RSAKey key) {
    return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID());
  }

  static String signed(JWSHeader.Builder header, JWTClaimsSet claims, RSAKey key) {
    try {
      SignedJWT jwt = new SignedJWT(header.build(), claims);
      jwt.sign(new RSASSASigner(key.toRSAPrivateKey(), Set.of(AllowWeakRSAKey.getInstance())));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String signed(JWSHeader.Builder header, Payload payload, RSAKey key) {
    try {
      JWSObject jws = new JWSObject(header.build(), payload);
      jws.sign(new RSASSASigner(key));
      return jws.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static RSAKey rsa(String id, int bits) {
    try {
      return new RSAKeyGenerator(bits, true).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String read() throws IOException {
    reads.incrementAndGet();
    if (down) {
      throw new IOException("down");
    }
    return new JWKSet(published).toString();
  }
}
