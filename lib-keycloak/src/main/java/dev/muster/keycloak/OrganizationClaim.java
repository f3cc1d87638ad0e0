package dev.muster.keycloak;

import dev.muster.name.OrganizationId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The claim {@code organization} of Keycloak's tokens: an object with the id under each alias, or,
 * as a realm is set up at first, a list of aliases, which says no id.
 */
final class OrganizationClaim {
  static final String NAME = "organization";

  private OrganizationClaim() {}

  /**
   * The organization that a token points to.
   *
   * @return null if it names none, several, or one without its id
   * @throws IllegalArgumentException if the claim is not what Keycloak writes
   */
  static @Nullable OrganizationId in(Map<String, Object> claims) {
    Object claim = claims.get(NAME);
    if (claim == null || claim instanceof List<?>) {
      return null;
    }
    if (!(claim instanceof Map<?, ?> byAlias)) {
      throw malformed();
    }
    if (byAlias.size() != 1) {
      return null;
    }
    if (!(byAlias.values().iterator().next() instanceof Map<?, ?> one)) {
      throw malformed();
    }
    Object id = one.get("id");
    if (id == null) {
      return null;
    }
    if (!(id instanceof String text)) {
      throw malformed();
    }
    return new OrganizationId(text);
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException("claim `" + NAME + "`");
  }
}
