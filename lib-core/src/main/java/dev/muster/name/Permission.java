package dev.muster.name;

/**
 * Something a role may open, in the host's own words.
 *
 * @param value 1 to 255 printable characters, not all blank; compared character by character
 */
public record Permission(String value) {
  /**
   * Checks the value.
   *
   * @throws NullPointerException if the value is null
   * @throws IllegalArgumentException if the value is blank, too long or not printable
   */
  public Permission {
    Names.check(value, "permission");
  }

  @Override
  public String toString() {
    return value;
  }
}
