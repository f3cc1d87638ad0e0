package dev.muster.examples.cli;

/**
 * Text from elsewhere as a terminal may get it: no control characters, nothing that turns the
 * writing direction, nothing invisible, no line breaks.
 */
final class Plain {
  private Plain() {}

  static String text(String from) {
    StringBuilder plain = new StringBuilder(from.length());
    from.codePoints().filter(Plain::isShown).forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static boolean isShown(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
