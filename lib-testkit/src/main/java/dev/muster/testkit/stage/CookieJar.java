package dev.muster.testkit.stage;

import dev.muster.provider.Secret;
import dev.muster.session.SetCookie;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The cookies of one browser at one host. Safe for many threads. */
final class CookieJar {
  private static final Pattern PAIR = Pattern.compile("([^=;]+)=([^;]*)(.*)");
  private static final Pattern CLEARS = Pattern.compile("(?i).*;\\s*Max-Age=0\\s*(;.*)?");

  private final Map<String, Secret> cookies = new TreeMap<>();

  /** The value of a cookie: one or none. */
  synchronized List<String> values(String name) {
    Secret value = cookies.get(name);
    return value == null ? List.of() : List.of(value.reveal());
  }

  synchronized void put(String name, Secret value) {
    cookies.put(name, value);
  }

  synchronized void take(SetCookie cookie) {
    if (cookie.maxAge().isZero()) {
      cookies.remove(cookie.name());
    } else {
      cookies.put(cookie.name(), cookie.value());
    }
  }

  /** Takes what an answer says, as a browser does. */
  synchronized void take(String header) {
    Matcher pair = PAIR.matcher(header);
    if (!pair.matches()) {
      return;
    }
    if (CLEARS.matcher(pair.group(3)).matches()) {
      cookies.remove(pair.group(1));
    } else {
      cookies.put(pair.group(1), Secret.of(pair.group(2)));
    }
  }

  /** The Cookie header. */
  synchronized Secret header() {
    return Secret.of(
        cookies.entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue().reveal())
            .collect(Collectors.joining("; ")));
  }
}
