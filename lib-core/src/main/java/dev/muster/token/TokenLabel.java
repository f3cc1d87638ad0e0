package dev.muster.token;

import dev.muster.store.OrganizationTokenStore;
import java.util.Objects;

/** What a user may call a token. */
final class TokenLabel {
  private TokenLabel() {}

  static void check(String label) {
    if (Objects.requireNonNull(label, "label").length() > OrganizationTokenStore.MAX_LABEL) {
      throw new IllegalArgumentException(
          "label must have at most "
              + OrganizationTokenStore.MAX_LABEL
              + " characters, but has "
              + label.length());
    }
    if (label.codePoints().anyMatch(TokenLabel::isNoText)) {
      throw new IllegalArgumentException("label must have no control characters");
    }
  }

  /** Half a character of two can't be stored either. */
  private static boolean isNoText(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }
}
