package dev.muster.name;

/**
 * The host's name for one provider environment, so that two environments never share a key.
 *
 * @param value 1 to 255 printable characters, not all blank; compared character by character
 */
public record ProviderInstance(String value) {
  /**
   * Checks the value.
   *
   * @throws NullPointerException if the value is null
   * @throws IllegalArgumentException if the value is blank, too long or not printable
   */
  public ProviderInstance {
    Names.check(value, "provider instance");
  }

  @Override
  public String toString() {
    return value;
  }
}
