package dev.muster.proof.fuzz;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.muster.name.OrganizationId;
import dev.muster.oidc.AccessTokenVerifier;
import dev.muster.oidc.IssuerKeys;
import dev.muster.oidc.TokenCheck;
import dev.muster.oidc.TokenRules;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens: as text from outside, and, for one first byte in 64, as claims under the issuer's
 * own key.
 */
final class AccessTokenTarget implements FuzzTarget {
  private static final Instant NOW = Instant.ofEpochSecond(1_767_225_600);
  private static final String ISSUER = "https://issuer.example";
  private static final String CLAIMS =
      "{\"iss\":\"https://issuer.example\",\"aud\":\"app\",\"sub\":\"user_1\",\"sid\":\"s\","
          + "\"iat\":1767225600,\"exp\":1767225900}";
  private static final int SIGNED = 63;

  private final RSAKey key = key();
  private final String good = signed(new Payload(CLAIMS));
  private final AccessTokenVerifier verifier =
      new AccessTokenVerifier(
          TokenRules.builder()
              .issuer(ISSUER)
              .audience("app")
              .claimIfPresent("sts", "active")
              .organizationIn(AccessTokenTarget::nested)
              .build(),
          IssuerKeys.readBy(() -> new JWKSet(key.toPublicJWK()).toString(), () -> NOW),
          () -> NOW);

  /** As careless as a reader of an adapter may be. */
  private static @Nullable OrganizationId nested(Map<String, Object> claims) {
    Object o = claims.get("o");
    return o == null ? null : new OrganizationId((String) ((Map<?, ?>) o).get("id"));
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyID("key-1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  private String signed(Payload payload) {
    try {
      JWSObject token =
          new JWSObject(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("key-1").build(), payload);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  @Override
  public void tryOut(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    String text = new String(rest, StandardCharsets.UTF_8);
    boolean underKey = (input[0] & SIGNED) == SIGNED;
    String token = underKey ? signed(new Payload(rest)) : text;
    if (!(verifier.verify(token) instanceof TokenCheck.Verified)) {
      return;
    }
    // Base64 has several spellings of one signature; header and claims have one.
    boolean own = text.startsWith(good.substring(0, good.lastIndexOf('.') + 1));
    if (underKey ? !names(text, "iss", "exp", "sub") : !own) {
      throw new AssertionError("`" + text + "` is verified");
    }
  }

  /** Whether claims can hold these names at all: spelt out, or with an escape. */
  private static boolean names(String claims, String... names) {
    return Stream.of(names)
        .allMatch(name -> claims.contains('"' + name + '"') || claims.contains("\\u"));
  }

  @Override
  public List<byte[]> seeds() {
    return Stream.of(
            "0" + good,
            "0eyJhbGciOiJub25lIn0.e30.",
            "?" + CLAIMS,
            "?" + CLAIMS.replace("\"app\"", "[\"app\",\"b\"]"),
            "?" + CLAIMS.replace("{", "{\"o\":{\"id\":\"org_1\"},\"sts\":\"active\","),
            "?" + CLAIMS.replace("{", "{\"o\":[{\"id\":7}],"),
            "?" + CLAIMS.replace("1767225900", "1.7e99"))
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toList();
  }
}
