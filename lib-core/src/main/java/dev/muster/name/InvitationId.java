package dev.muster.name;

/**
 * The provider's id of one invitation. Not the token in its link: knowing it accepts nothing.
 *
 * @param value 1 to 255 printable characters, not all blank; compared character by character
 */
public record InvitationId(String value) {
  /**
   * Checks the value.
   *
   * @throws NullPointerException if the value is null
   * @throws IllegalArgumentException if the value is blank, too long or not printable
   */
  public InvitationId {
    Names.check(value, "invitation id");
  }

  @Override
  public String toString() {
    return value;
  }
}
