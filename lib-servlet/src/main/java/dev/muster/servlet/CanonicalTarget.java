package dev.muster.servlet;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/*
 * Filters are walked around where two parties read one path in two ways. A path that has only one
 * reading can't be: no path parameters, no encoded separators, dots or letters, no dot segments, no
 * empty segments, no control characters, no invalid UTF-8, capital hexadecimal digits (RFC 3986,
 * section 6.2.2).
 */
/** Whether a raw request path is written in the one way that everybody reads alike. Pure. */
final class CanonicalTarget {
  private static final String FORBIDDEN = "\\;\"<>^`{|}#?";
  private static final String NEVER_ENCODED = "/\\;%-_.~";
  private static final boolean[] ALLOWED = new boolean[128];

  static {
    for (char c = '!'; c <= '~'; c++) {
      ALLOWED[c] = FORBIDDEN.indexOf(c) < 0;
    }
  }

  private CanonicalTarget() {}

  static boolean isCanonical(String path) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      return false;
    }
    boolean encodes = false;
    int segment = 1;
    int length = path.length();
    for (int i = 1; i <= length; i++) {
      char c = i == length ? '/' : path.charAt(i);
      if (c == '/') {
        if ((i == segment && i < length) || isDots(path, segment, i)) {
          return false;
        }
        segment = i + 1;
      } else if (c >= 128 || !ALLOWED[c]) {
        return false;
      }
      encodes |= c == '%';
    }
    return !encodes || decodesOneWay(path);
  }

  private static boolean isDots(String path, int from, int to) {
    int length = to - from;
    return (length == 1 || length == 2) && path.charAt(from) == '.' && path.charAt(to - 1) == '.';
  }

  private static boolean decodesOneWay(String path) {
    ByteBuffer decoded = ByteBuffer.allocate(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c != '%') {
        decoded.put((byte) c);
        continue;
      }
      int octet = octet(path, i + 1);
      if (octet < ' ' || octet == 0x7f || isNeedless(octet)) {
        return false;
      }
      decoded.put((byte) octet);
      i += 2;
    }
    return isUtf8(decoded.flip());
  }

  private static int octet(String path, int at) {
    if (at + 2 > path.length()) {
      return -1;
    }
    int high = digit(path.charAt(at));
    int low = digit(path.charAt(at + 1));
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static int digit(char c) {
    return c >= 'a' && c <= 'f' ? -1 : Character.digit(c < 128 ? c : ' ', 16);
  }

  private static boolean isNeedless(int octet) {
    boolean letterOrDigit = octet < 128 && Character.isLetterOrDigit(octet);
    return letterOrDigit || NEVER_ENCODED.indexOf(octet) >= 0;
  }

  private static boolean isUtf8(ByteBuffer bytes) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(bytes)
              .toString();
      return text.chars().noneMatch(Character::isISOControl);
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
