package dev.muster.proof.attack;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Two readers of URLs that know nothing of each other: {@link URI} by RFC 2396, and OkHttp's, which
 * turns backslashes and drops tabs and line ends as browsers do.
 */
public final class UrlReaders {
  private UrlReaders() {}

  /**
   * Whether both stay at the origin of a page when they follow a location, the second one also with
   * the location decoded once and twice.
   */
  public static boolean stay(URI page, String location) {
    URI read;
    try {
      read = page.resolve(URI.create(location));
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
    if (!page.getScheme().equals(read.getScheme())
        || !page.getRawAuthority().equals(read.getRawAuthority())) {
      return false;
    }
    HttpUrl base = HttpUrl.get(page);
    String text = location;
    for (int i = 0; i < 3; i++) {
      if (!staysAsInBrowsers(base, text)) {
        return false;
      }
      text = decoded(text).orElse(text);
    }
    return true;
  }

  private static boolean staysAsInBrowsers(HttpUrl page, String location) {
    HttpUrl read = page.resolve(location);
    return read != null
        && read.scheme().equals(page.scheme())
        && read.host().equals(page.host())
        && read.port() == page.port()
        && read.username().isEmpty()
        && read.password().isEmpty();
  }

  private static Optional<String> decoded(String text) {
    try {
      return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }
}
