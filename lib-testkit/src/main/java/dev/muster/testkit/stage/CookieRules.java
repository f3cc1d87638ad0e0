package dev.muster.testkit.stage;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules by which browsers take a cookie or take no notice of it (RFC 6265bis, 5.6 and 5.7). */
final class CookieRules {
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0A-\\x1F\\x7F]");
  private static final Pattern SECONDS = Pattern.compile("-?[0-9]+");
  private static final int MOST = 4096;

  private CookieRules() {}

  static @Nullable String fault(String header, ReceivedCookie cookie) {
    if (CONTROL.matcher(header).find()) {
      return "it holds a control character";
    }
    if (cookie.name().isEmpty()) {
      return "it has no name";
    }
    if (cookie.name().length() + cookie.value().reveal().length() > MOST) {
      return "it is longer than " + MOST + " characters";
    }
    if (begins(cookie, "__Host-") && !isOfTheHost(cookie)) {
      return "__Host- wants Secure, Path=/ and no Domain";
    }
    return begins(cookie, "__Secure-") && !cookie.has("Secure") ? "__Secure- wants Secure" : null;
  }

  /** The seconds of a {@code Max-Age}, as many as a duration can hold; null if it is no number. */
  static @Nullable Duration seconds(String text) {
    if (!SECONDS.matcher(text).matches()) {
      return null;
    }
    try {
      return Duration.ofSeconds(Long.parseLong(text));
    } catch (NumberFormatException tooMany) {
      return Duration.ofSeconds(text.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE);
    }
  }

  private static boolean isOfTheHost(ReceivedCookie cookie) {
    return cookie.has("Secure") && "/".equals(cookie.path()) && cookie.domain() == null;
  }

  /** In any case, as browsers match it. */
  private static boolean begins(ReceivedCookie cookie, String prefix) {
    return cookie.name().regionMatches(true, 0, prefix, 0, prefix.length());
  }
}
