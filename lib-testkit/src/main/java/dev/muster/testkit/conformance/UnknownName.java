package dev.muster.testkit.conformance;

import java.util.regex.Pattern;

/** Names of nothing, made after names of something. Pure. */
final class UnknownName {
  static final String WORD = "no-such-organization";

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final int TURNED = 6;

  private UnknownName() {}

  /** Whether a host that has such names may take any word for one. */
  static boolean isWord(String known) {
    return !NUMBER.matcher(known).matches() && !UUID.matcher(known).matches();
  }

  /** Another name of the same form, by turning its last letters and digits on by one. */
  static String like(String known) {
    char last = UUID.matcher(known).matches() ? 'f' : 'z';
    StringBuilder other = new StringBuilder(known);
    int turned = 0;
    for (int at = known.length() - 1; at >= 0 && turned < TURNED; at--) {
      char next = next(known.charAt(at), last);
      if (next != known.charAt(at)) {
        other.setCharAt(at, next);
        turned++;
      }
    }
    return other.toString();
  }

  private static char next(char c, char last) {
    if (c >= '0' && c <= '9') {
      return c == '9' ? '0' : (char) (c + 1);
    }
    if (c >= 'a' && c <= last) {
      return c == last ? 'a' : (char) (c + 1);
    }
    char end = Character.toUpperCase(last);
    if (c >= 'A' && c <= end) {
      return c == end ? 'A' : (char) (c + 1);
    }
    return c;
  }
}
