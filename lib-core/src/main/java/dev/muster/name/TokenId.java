package dev.muster.name;

/**
 * The id of one organization access token. Names it in lists and logs, and opens nothing.
 *
 * @param value 1 to 255 printable characters, not all blank; compared character by character
 */
public record TokenId(String value) {
  /**
   * Checks the value.
   *
   * @throws NullPointerException if the value is null
   * @throws IllegalArgumentException if the value is blank, too long or not printable
   */
  public TokenId {
    Names.check(value, "token id");
  }

  @Override
  public String toString() {
    return value;
  }
}
