package dev.muster.session;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a path encodes of names: spaces, and UTF-8 of letters, digits and marks beyond ASCII. No
 * look-alike of a slash or a dot is one. Pure.
 */
final class EncodedNames {
  private static final Pattern ENCODED = Pattern.compile("(?:%20|%[89A-F][0-9A-F])+");

  private EncodedNames() {}

  /** Whether a path encodes nothing else. */
  static boolean only(String path) {
    return ENCODED.matcher(path).replaceAll("").indexOf('%') < 0
        && ENCODED.matcher(path).results().allMatch(found -> isName(found.group()));
  }

  private static boolean isName(String encoded) {
    ByteBuffer bytes = ByteBuffer.allocate(encoded.length() / 3);
    for (int i = 1; i < encoded.length(); i += 3) {
      bytes.put((byte) Integer.parseInt(encoded, i, i + 2, 16));
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(bytes.flip())
          .codePoints()
          .allMatch(EncodedNames::isOfName);
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean isOfName(int point) {
    int type = Character.getType(point);
    return point == ' '
        || Character.isLetterOrDigit(point)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }
}
