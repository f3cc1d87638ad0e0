package dev.muster.testkit.stage;

import dev.muster.provider.Secret;
import dev.muster.session.SetCookie;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The cookies of one browser at one host, by name. It drops what an answer clears, and nothing as
 * time goes by: to let a session end is the server's affair. Safe for many threads.
 */
final class CookieJar {
  private final InstantSource clock;
  private final Map<String, Secret> cookies = new TreeMap<>();

  CookieJar(InstantSource clock) {
    this.clock = clock;
  }

  /** The value of a cookie: one or none. */
  synchronized List<String> values(String name) {
    Secret value = cookies.get(name);
    return value == null ? List.of() : List.of(value.reveal());
  }

  synchronized void put(String name, Secret value) {
    cookies.put(name, value);
  }

  void take(SetCookie cookie) {
    take(cookie.header());
  }

  /** Takes what an answer says, as a browser does. */
  synchronized void take(String header) {
    ReceivedCookie cookie = ReceivedCookie.of(header);
    switch (cookie.effect(clock.instant())) {
      case KEPT -> cookies.put(cookie.name(), cookie.value());
      case CLEARED -> cookies.remove(cookie.name());
      case IGNORED -> {}
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
