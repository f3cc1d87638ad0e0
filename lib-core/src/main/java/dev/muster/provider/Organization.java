package dev.muster.provider;

import dev.muster.name.OrganizationId;
import java.util.Objects;

/**
 * An organization as the provider states it.
 *
 * @param id its id
 * @param name its display name; text for people, not a key
 */
public record Organization(OrganizationId id, String name) {
  /**
   * Checks the parts.
   *
   * @throws NullPointerException if a part is null
   */
  public Organization {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
  }
}
