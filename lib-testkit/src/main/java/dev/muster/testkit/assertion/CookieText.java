package dev.muster.testkit.assertion;

import dev.muster.provider.Secret;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The value of a {@code Set-Cookie} header, taken apart as a browser does (RFC 6265, 5.2).
 *
 * @param name the cookie's name; empty if the text holds none
 * @param value the cookie's value
 * @param attributes what follows, by name in any case; of two of one name the last
 */
record CookieText(String name, Secret value, Map<String, String> attributes) {
  static CookieText of(String header) {
    String[] parts = header.split(";", -1);
    String pair = parts[0];
    int equals = pair.indexOf('=');
    Map<String, String> attributes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i < parts.length; i++) {
      int sign = parts[i].indexOf('=');
      String name = sign < 0 ? parts[i] : parts[i].substring(0, sign);
      attributes.put(name.strip(), sign < 0 ? "" : parts[i].substring(sign + 1).strip());
    }
    return new CookieText(
        equals < 0 ? "" : pair.substring(0, equals).strip(),
        Secret.of(pair.substring(equals + 1).strip()),
        attributes);
  }

  boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  @Nullable String get(String attribute) {
    return attributes.get(attribute);
  }

  /** How many seconds it is kept, or null if it does not say so in a number. */
  @Nullable Long maxAge() {
    String seconds = get("Max-Age");
    try {
      return seconds == null ? null : Long.valueOf(seconds);
    } catch (NumberFormatException ignoredByBrowsers) {
      return null;
    }
  }

  /** Whether a browser drops it: by its age, else by a date of 1970, as all servers write it. */
  boolean isCleared() {
    Long maxAge = maxAge();
    String expires = get("Expires");
    return maxAge == null ? expires != null && expires.contains("1970") : maxAge <= 0;
  }

  /** What it is, without its value. */
  String told() {
    String known =
        Stream.of("Path", "Domain", "Max-Age", "Expires", "Secure", "HttpOnly", "SameSite")
            .filter(this::has)
            .map(name -> name + "=" + attributes.getOrDefault(name, ""))
            .map(pair -> pair.endsWith("=") ? pair.substring(0, pair.length() - 1) : pair)
            .collect(Collectors.joining("; "));
    String state = isCleared() ? "cleared" : value.reveal().isEmpty() ? "set to nothing" : "set";
    return state + (known.isEmpty() ? " without attributes" : " with " + Quoted.of(known));
  }
}
