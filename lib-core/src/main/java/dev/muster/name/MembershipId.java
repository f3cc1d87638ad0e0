package dev.muster.name;

/**
 * The provider's id of one membership. A user who leaves and joins again gets a new one.
 *
 * @param value 1 to 255 printable characters, not all blank; compared character by character
 */
public record MembershipId(String value) {
  /**
   * Checks the value.
   *
   * @throws NullPointerException if the value is null
   * @throws IllegalArgumentException if the value is blank, too long or not printable
   */
  public MembershipId {
    Names.check(value, "membership id");
  }

  @Override
  public String toString() {
    return value;
  }
}
