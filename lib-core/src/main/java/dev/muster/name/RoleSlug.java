package dev.muster.name;

/**
 * A role as the provider spells it. Becomes a {@link Role} only through the host's role map.
 *
 * @param value 1 to 255 printable characters, not all blank; compared character by character
 */
public record RoleSlug(String value) {
  /**
   * Checks the value.
   *
   * @throws NullPointerException if the value is null
   * @throws IllegalArgumentException if the value is blank, too long or not printable
   */
  public RoleSlug {
    Names.check(value, "role slug");
  }

  @Override
  public String toString() {
    return value;
  }
}
