package dev.muster.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.oidc.AccessTokenVerifier;
import dev.muster.oidc.BearerTokens;
import dev.muster.oidc.IssuerKeys;
import dev.muster.oidc.TokenRules;
import dev.muster.provider.Secret;
import dev.muster.session.TokenAuthenticator.Outcome;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An access token that was verified before, beside the verification of its signature. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AccessTokenBenchmark {
  private static final String ISSUER = "https://auth.example/user_management/client_benchmark";

  @Benchmark
  public boolean nimbus(Tokens tokens) throws ParseException, JOSEException {
    return SignedJWT.parse(tokens.next()).verify(tokens.signature);
  }

  @Benchmark
  public Outcome remembered(Tokens tokens) {
    return tokens.bearer.authenticate(Secret.of(tokens.next()));
  }

  /** As many tokens as a node may see at once, with the claims that WorkOS writes. */
  @State(Scope.Thread)
  public static class Tokens {
    private final String[] texts = new String[256];
    private final RSAKey key = key();
    private final RSASSAVerifier signature = verifier(key);
    private final BearerTokens bearer =
        BearerTokens.of(
            new AccessTokenVerifier(
                TokenRules.builder().issuer(ISSUER).audienceMayBeAbsent().build(),
                IssuerKeys.readBy(
                    () -> new JWKSet(key.toPublicJWK()).toString(), InstantSource.system()),
                InstantSource.system()));
    private int at;

    @Setup
    public void sign() throws JOSEException {
      Instant now = InstantSource.system().instant();
      for (int i = 0; i < texts.length; i++) {
        JWTClaimsSet claims =
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("user_01JZ4C1V8H6S3W9Q2X7E5N0B" + i)
                .claim("sid", "session_01JZ4C2A5T7K9M3P1R8Y6D4F" + i)
                .jwtID("01JZ4C3B6V8N0Q2S4U7W9Y1A" + i)
                .claim("org_id", "org_01JZ4C4D7X9P1R3T5V8Y0B2E")
                .claim("role", "member")
                .claim("permissions", List.of("notes:read", "notes:write"))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
                .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(new RSASSASigner(key));
        texts[i] = jwt.serialize();
        bearer.authenticate(Secret.of(texts[i]));
      }
    }

    private String next() {
      at = (at + 1) % texts.length;
      return texts[at];
    }

    private static RSAKey key() {
      try {
        return new RSAKeyGenerator(2048)
            .keyID("sso_oidc_key_pair_01JZ4C0S2G5H7K9M1P3R6T8V")
            .keyUse(KeyUse.SIGNATURE)
            .generate();
      } catch (JOSEException e) {
        throw new IllegalStateException(e);
      }
    }

    private static RSASSAVerifier verifier(RSAKey key) {
      try {
        return new RSASSAVerifier(key.toRSAPublicKey());
      } catch (JOSEException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
