package dev.muster.testkit.assertion;

import java.util.Locale;

/** Text from outside as a message may hold it: on one line, cut, and of printable characters. */
final class Quoted {
  private static final int MOST = 100;

  private Quoted() {}

  /** The text in backticks. */
  static String of(String text) {
    StringBuilder safe = new StringBuilder("`");
    text.codePoints().limit(MOST).forEach(c -> append(safe, c));
    return safe.append(text.codePointCount(0, text.length()) > MOST ? "…`" : "`").toString();
  }

  private static void append(StringBuilder safe, int c) {
    int type = Character.getType(c);
    boolean printable =
        !Character.isISOControl(c)
            && type != Character.FORMAT
            && type != Character.SURROGATE
            && type != Character.LINE_SEPARATOR
            && type != Character.PARAGRAPH_SEPARATOR;
    if (printable) {
      safe.appendCodePoint(c);
    } else {
      safe.append(String.format(Locale.ROOT, "\\u%04x", c));
    }
  }
}
