package dev.muster.name;

/**
 * The id of one change through Muster that takes several steps. Whoever begins it makes it up, so
 * that each step can be repeated.
 *
 * @param value 1 to 255 printable characters, not all blank; compared character by character
 */
public record ChangeId(String value) {
  /**
   * Checks the value.
   *
   * @throws NullPointerException if the value is null
   * @throws IllegalArgumentException if the value is blank, too long or not printable
   */
  public ChangeId {
    Names.check(value, "change id");
  }

  @Override
  public String toString() {
    return value;
  }
}
