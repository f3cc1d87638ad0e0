package dev.muster.workos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderException.Unavailable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What the access token in a cookie says, not verified: who can seal may say who it is, and without
 * a good token nothing counts but the refresh.
 *
 * @param user {@code sub}
 * @param sessionId {@code sid}
 * @param organization {@code org_id}
 * @param actor the subject of {@code act}
 * @param end {@code exp} in seconds; none if it is no such number
 */
record CookieClaims(
    UserId user,
    String sessionId,
    @Nullable OrganizationId organization,
    @Nullable String actor,
    @Nullable Long end) {
  /**
   * Reads.
   *
   * @throws Unavailable if it is no token of a session
   */
  static CookieClaims of(String jwt) {
    String[] parts = jwt.split("\\.", -1);
    if (parts.length != 3) {
      throw Answers.malformed("accessToken");
    }
    JsonNode claims = Answers.json(decoded(parts[1]), "accessToken");
    JsonNode actor = claims.path("act").path("sub");
    JsonNode end = claims.path("exp");
    return new CookieClaims(
        Answers.named(claims, "sub", UserId::new),
        Answers.filled(claims, "sid"),
        Answers.isAbsent(claims, "org_id")
            ? null
            : Answers.named(claims, "org_id", OrganizationId::new),
        actor.isTextual() ? actor.textValue() : null,
        end.canConvertToLong() ? end.longValue() : null);
  }

  /** Its end, if that is past. */
  @Nullable Instant endBefore(Instant now) {
    return end != null && end >= 0 && end < now.getEpochSecond()
        ? Instant.ofEpochSecond(end)
        : null;
  }

  private static String decoded(String part) {
    try {
      return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Answers.malformed("accessToken");
    }
  }
}
