package dev.muster.oidc;

import dev.muster.name.OrganizationId;
import dev.muster.name.Permission;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a token, read strictly: a claim that is there has the type it should have.
 *
 * @param all as they are
 * @param issuer {@code iss}
 * @param audiences {@code aud}
 * @param user {@code sub}
 * @param sessionId {@code sid}
 * @param tokenId {@code jti}
 * @param roles {@code roles}, or else the single one
 * @param permissions {@code permissions}
 * @param actor the subject of {@code act}
 * @param issuedAt {@code iat}
 * @param notBefore {@code nbf}
 * @param expiresAt {@code exp}
 */
record Claims(
    Map<String, Object> all,
    String issuer,
    List<String> audiences,
    UserId user,
    @Nullable String sessionId,
    @Nullable String tokenId,
    List<RoleSlug> roles,
    List<Permission> permissions,
    @Nullable String actor,
    @Nullable Instant issuedAt,
    @Nullable Instant notBefore,
    Instant expiresAt) {
  private static final int MAX_TEXT = 1000;
  private static final double LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  /* Read from the JSON itself: the library's own claims set takes a number for a subject. */
  /**
   * Reads.
   *
   * @throws IllegalArgumentException if a claim is of the wrong type, a required one is missing, or
   *     an id can't be one
   */
  static Claims of(Map<String, Object> json) {
    return new Claims(
        json,
        required(text(json, "iss"), "iss"),
        audiences(json),
        new UserId(required(text(json, "sub"), "sub")),
        text(json, "sid"),
        text(json, "jti"),
        roles(json),
        names(json, "permissions", Permission::new),
        actor(json),
        time(json, "iat"),
        time(json, "nbf"),
        required(time(json, "exp"), "exp"));
  }

  /** The claim {@code org_id}: where an organization is read unless rules say another place. */
  static @Nullable OrganizationId organization(Map<String, Object> json) {
    return named(json, "org_id", OrganizationId::new);
  }

  private static List<String> audiences(Map<String, Object> json) {
    return json.get("aud") instanceof String one ? List.of(one) : texts(json, "aud");
  }

  private static List<RoleSlug> roles(Map<String, Object> json) {
    if (json.get("roles") != null) {
      return names(json, "roles", RoleSlug::new);
    }
    RoleSlug role = named(json, "role", RoleSlug::new);
    return role == null ? List.of() : List.of(role);
  }

  private static @Nullable String actor(Map<String, Object> json) {
    Object act = json.get("act");
    if (act == null) {
      return null;
    }
    if (act instanceof Map<?, ?> actor && actor.get("sub") instanceof String subject) {
      return checked(subject, "act");
    }
    throw wrong("act");
  }

  private static @Nullable String text(Map<String, Object> json, String claim) {
    Object value = json.get(claim);
    if (value == null) {
      return null;
    }
    if (value instanceof String text) {
      return checked(text, claim);
    }
    throw wrong(claim);
  }

  private static String checked(String text, String claim) {
    if (text.isBlank() || text.length() > MAX_TEXT) {
      throw wrong(claim);
    }
    return text;
  }

  private static <T> @Nullable T named(
      Map<String, Object> json, String claim, Function<String, T> name) {
    String value = text(json, claim);
    return value == null ? null : name.apply(value);
  }

  private static <T> List<T> names(
      Map<String, Object> json, String claim, Function<String, T> name) {
    return texts(json, claim).stream().map(name).toList();
  }

  private static List<String> texts(Map<String, Object> json, String claim) {
    Object value = json.get(claim);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw wrong(claim);
    }
    List<String> texts = new ArrayList<>();
    for (Object element : list) {
      if (!(element instanceof String text)) {
        throw wrong(claim);
      }
      texts.add(text);
    }
    return texts;
  }

  private static @Nullable Instant time(Map<String, Object> json, String claim) {
    Object value = json.get(claim);
    if (value == null) {
      return null;
    }
    if (value instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() <= LATEST) {
      return Instant.ofEpochMilli((long) (number.doubleValue() * 1000));
    }
    throw wrong(claim);
  }

  private static <T> T required(@Nullable T value, String claim) {
    if (value == null) {
      throw wrong(claim);
    }
    return value;
  }

  private static IllegalArgumentException wrong(String claim) {
    return new IllegalArgumentException("claim `" + claim + "`");
  }
}
