package dev.muster.name;

/**
 * A role of the host application: what a membership amounts to here.
 *
 * @param value 1 to 255 printable characters, not all blank; compared character by character
 */
public record Role(String value) {
  /**
   * Checks the value.
   *
   * @throws NullPointerException if the value is null
   * @throws IllegalArgumentException if the value is blank, too long or not printable
   */
  public Role {
    Names.check(value, "role");
  }

  @Override
  public String toString() {
    return value;
  }
}
