package dev.muster.name;

import java.util.Objects;

/** The one check that every typed name passes: present, not blank, bounded, printable. */
final class Names {
  /** Longest value of any typed name, in UTF-16 code units; also the width of the key columns. */
  static final int MAX_LENGTH = 255;

  private static final int SHOWN = 40;

  private Names() {}

  static String check(String value, String what) {
    Objects.requireNonNull(value, what);
    if (value.isBlank() || value.length() > MAX_LENGTH || !isPrintable(value)) {
      throw new IllegalArgumentException(
          what
              + " must have 1 to "
              + MAX_LENGTH
              + " printable characters, not all blank, but was "
              + shown(value));
    }
    return value;
  }

  /** The value for an error message: cut, escaped, in backticks. */
  static String shown(String value) {
    StringBuilder out = new StringBuilder("`");
    int end = Math.min(value.length(), SHOWN);
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~' || c == '`' || c == '\\') {
        out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('`');
    if (value.length() > SHOWN) {
      out.append(" (cut, ").append(value.length()).append(" characters)");
    }
    return out.toString();
  }

  /** No control character and no lone surrogate: both would be lost or changed by a database. */
  private static boolean isPrintable(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isISOControl(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == value.length() || !Character.isLowSurrogate(value.charAt(i))) {
          return false;
        }
      } else if (Character.isLowSurrogate(c)) {
        return false;
      }
    }
    return true;
  }
}
