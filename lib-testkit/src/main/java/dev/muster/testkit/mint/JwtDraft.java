package dev.muster.testkit.mint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.provider.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One JWT in the making (RFC 7519): what it says, and then who signs it. At first it is right in
 * all; a flaw changes what makes it one, and nothing else. For one thread.
 */
final class JwtDraft {
  private static final List<String> TIMES = List.of("iat", "nbf", "exp");
  private static final Duration FAR = Duration.ofHours(1);

  private final IssuerKey key;
  private final ObjectNode claims;
  private final ObjectNode header;

  JwtDraft(IssuerKey key, ObjectNode claims) {
    this.key = key;
    this.claims = claims;
    header =
        JsonNodeFactory.instance
            .objectNode()
            .put("alg", "RS256")
            .put("typ", "at+jwt")
            .put("kid", key.id());
  }

  Secret signed(@Nullable TokenFlaw flaw) {
    if (flaw == null) {
      return signedBy(key);
    }
    switch (flaw) {
      case EXPIRED -> move(FAR.plusSeconds(lifetime()).negated());
      case NOT_YET_VALID -> move(FAR);
      case WRONG_ISSUER -> claims.put("iss", "https://another-issuer.invalid");
      case WRONG_AUDIENCE -> claims.put("aud", "urn:muster:testkit:another-audience");
      case WRONG_KIND -> becomeIdToken();
      case UNSIGNED -> {
        header.put("alg", "none");
        return Secret.of(content() + ".");
      }
      case WRONG_SIGNER -> {
        return signedBy(IssuerKeyHolder.FORGERS.get());
      }
      case TAMPERED -> {
        String signature = key.sign(content());
        claims.put("exp", claims.path("exp").asLong() + FAR.toSeconds());
        return Secret.of(content() + "." + signature);
      }
      default -> throw new IllegalArgumentException("an access token can't be " + flaw);
    }
    return signedBy(key);
  }

  private Secret signedBy(IssuerKey signer) {
    String content = content();
    return Secret.of(content + "." + signer.sign(content));
  }

  private String content() {
    return text(header) + "." + text(claims);
  }

  private long lifetime() {
    return claims.path("exp").asLong() - claims.path("iat").asLong();
  }

  private void move(Duration step) {
    TIMES.forEach(time -> claims.put(time, claims.path(time).asLong() + step.toSeconds()));
  }

  /** What OpenID Connect Core 1.0 gives an ID token, and RFC 9068 an access token does not have. */
  private void becomeIdToken() {
    header.put("typ", "JWT");
    claims.put("nonce", "a-nonce").put("at_hash", "a-hash-of-the-access-token");
  }

  private static String text(ObjectNode json) {
    return text(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes as a JWT holds them. */
  static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
