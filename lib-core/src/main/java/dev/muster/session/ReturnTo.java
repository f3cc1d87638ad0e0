package dev.muster.session;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/*
 * Everybody reads such a text alike, and URI.create takes it: RFC 3986, without what one reader
 * drops, decodes or turns round and another one does not.
 */
/**
 * Where a browser goes after sign-in: an absolute path of the same origin, and nothing else. Pure.
 */
final class ReturnTo {
  private static final int MAX_LENGTH = 1024;
  private static final String NEVER = "\\\"<>^`{|}";
  private static final String NEVER_IN_PATH = ";:@[]";
  private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");
  private static final Pattern UNTAMED = Pattern.compile("(?i)%(?:[01].|25|5c|7f)");

  private ReturnTo() {}

  /** The path, if the text is one; a text that could leave the origin is none. */
  static Optional<String> parse(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > MAX_LENGTH || text.charAt(0) != '/') {
      return Optional.empty();
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > '~' || NEVER.indexOf(c) >= 0) {
        return Optional.empty();
      }
    }
    int end = pathEnd(text);
    return isPlain(text.substring(0, end)) && isTame(text.substring(end))
        ? Optional.of(text)
        : Optional.empty();
  }

  private static int pathEnd(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '?' || text.charAt(i) == '#') {
        return i;
      }
    }
    return text.length();
  }

  /** A path without empty or dot segments, path parameters, colons or needless encoding. */
  private static boolean isPlain(String path) {
    return !path.contains("//")
        && !path.contains("/.")
        && path.chars().noneMatch(c -> NEVER_IN_PATH.indexOf(c) >= 0)
        && EncodedNames.only(path);
  }

  /**
   * A query and a fragment that encode no control character, no backslash, and no percent sign to
   * decode twice.
   */
  private static boolean isTame(String rest) {
    return rest.indexOf('#') == rest.lastIndexOf('#')
        && ENCODED.matcher(rest).replaceAll("").indexOf('%') < 0
        && !UNTAMED.matcher(rest).find();
  }
}
