package dev.muster.name;

/**
 * The id of one removal of a member through Muster. Whoever begins it makes it up, so that each
 * step of the removal can be repeated.
 *
 * @param value 1 to 255 printable characters, not all blank; compared character by character
 */
public record RemovalId(String value) {
  /**
   * Checks the value.
   *
   * @throws NullPointerException if the value is null
   * @throws IllegalArgumentException if the value is blank, too long or not printable
   */
  public RemovalId {
    Names.check(value, "removal id");
  }

  @Override
  public String toString() {
    return value;
  }
}
