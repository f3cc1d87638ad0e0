package dev.muster.name;

/**
 * The provider's id of a user. Opaque; means something only beside its {@link ProviderInstance}.
 *
 * @param value 1 to 255 printable characters, not all blank; compared character by character
 */
public record UserId(String value) {
  /**
   * Checks the value.
   *
   * @throws NullPointerException if the value is null
   * @throws IllegalArgumentException if the value is blank, too long or not printable
   */
  public UserId {
    Names.check(value, "user id");
  }

  @Override
  public String toString() {
    return value;
  }
}
