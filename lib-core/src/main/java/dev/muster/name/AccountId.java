package dev.muster.name;

/**
 * The host's own id of a user's account, as text. Opaque; never the provider's id.
 *
 * @param value 1 to 255 printable characters, not all blank; compared character by character
 */
public record AccountId(String value) {
  /**
   * Checks the value.
   *
   * @throws NullPointerException if the value is null
   * @throws IllegalArgumentException if the value is blank, too long or not printable
   */
  public AccountId {
    Names.check(value, "account id");
  }

  @Override
  public String toString() {
    return value;
  }
}
