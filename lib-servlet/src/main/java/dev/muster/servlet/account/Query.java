package dev.muster.servlet.account;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the query of a request, whatever it is. Pure. */
final class Query {
  private Query() {}

  static @Nullable String value(@Nullable String query, String name) {
    if (query == null) {
      return null;
    }
    String found = null;
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 0 || !name.equals(decoded(pair.substring(0, equals)))) {
        continue;
      }
      if (found != null) {
        return null;
      }
      found = decoded(pair.substring(equals + 1));
      if (found == null) {
        return null;
      }
    }
    return found;
  }

  private static @Nullable String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException garbage) {
      return null;
    }
  }
}
