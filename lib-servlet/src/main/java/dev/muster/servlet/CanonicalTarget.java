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

  private CanonicalTarget() {}

  static boolean isCanonical(String path) {
    if (path.isEmpty() || path.charAt(0) != '/' || path.contains("//")) {
      return false;
    }
    for (String segment : path.split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        return false;
      }
    }
    ByteBuffer decoded = ByteBuffer.allocate(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c > '~' || FORBIDDEN.indexOf(c) >= 0) {
        return false;
      }
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
