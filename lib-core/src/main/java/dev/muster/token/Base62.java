package dev.muster.token;

import java.math.BigInteger;
import java.util.Arrays;

/** Numbers in the digits 0-9, A-Z and a-z, which need no escape anywhere. Pure. */
final class Base62 {
  private static final char[] DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".toCharArray();
  private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length);

  private Base62() {}

  /** A number of a fixed width; what does not fit is cut at the front. */
  static String write(BigInteger number, int width) {
    char[] text = new char[width];
    Arrays.fill(text, DIGITS[0]);
    BigInteger rest = number;
    for (int i = width - 1; i >= 0; i--) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      text[i] = DIGITS[parts[1].intValue()];
      rest = parts[0];
    }
    return new String(text);
  }

  static boolean isDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
