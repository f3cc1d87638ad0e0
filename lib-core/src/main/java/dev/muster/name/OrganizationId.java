package dev.muster.name;

/**
 * The provider's id of an organization. Opaque: a pointer, not a proof of membership.
 *
 * @param value 1 to 255 printable characters, not all blank; compared character by character
 */
public record OrganizationId(String value) {
  /**
   * Checks the value.
   *
   * @throws NullPointerException if the value is null
   * @throws IllegalArgumentException if the value is blank, too long or not printable
   */
  public OrganizationId {
    Names.check(value, "organization id");
  }

  @Override
  public String toString() {
    return value;
  }
}
