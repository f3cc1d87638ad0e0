package dev.muster.oidc;

import com.nimbusds.jose.JOSEObjectType;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How tokens of other kinds are told from access tokens: an issuer signs them all with one key (RFC
 * 8725, 3.12).
 */
final class TokenKinds {
  static final Set<String> DEFAULT_TYPES = Set.of("jwt", "at+jwt");

  /** Only in ID tokens (OpenID Connect Core 1.0) and in security events (RFC 8417). */
  private static final Set<String> FOREIGN_CLAIMS = Set.of("at_hash", "c_hash", "events");

  /** What Keycloak and Cognito write into tokens that are not for an API. */
  private static final Map<String, Set<String>> FOREIGN_WORDS =
      Map.of("typ", Set.of("id", "refresh", "offline", "logout"), "token_use", Set.of("id"));

  private TokenKinds() {}

  /** A header type as it is compared: in small letters, without the part that may be left out. */
  static String plain(String type) {
    String small = type.toLowerCase(Locale.ROOT);
    return small.startsWith("application/") ? small.substring("application/".length()) : small;
  }

  /** Whether the header says one of these types, or none where none need be said. */
  static boolean isOf(@Nullable JOSEObjectType type, Set<String> types, boolean mayBeAbsent) {
    return type == null ? mayBeAbsent : types.contains(plain(type.getType()));
  }

  /* OpenID Connect Core 1.0, 3.1.3.7: with several audiences the client must be the party. */
  static boolean isIdTokenFor(String client, Claims claims) {
    Object party = claims.all().get("azp");
    boolean plain = party == null && claims.audiences().size() == 1;
    Object type = claims.all().get("typ");
    return (plain || client.equals(party)) && (type == null || "ID".equals(type));
  }

  static boolean isForeign(Map<String, Object> claims, boolean nonceMayBePresent) {
    return FOREIGN_CLAIMS.stream().anyMatch(claims::containsKey)
        || (!nonceMayBePresent && claims.containsKey("nonce"))
        || FOREIGN_WORDS.entrySet().stream()
            .anyMatch(
                word ->
                    claims.get(word.getKey()) instanceof String said
                        && word.getValue().contains(said.toLowerCase(Locale.ROOT)));
  }
}
