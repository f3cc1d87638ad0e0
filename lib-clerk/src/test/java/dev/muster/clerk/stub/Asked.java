package dev.muster.clerk.stub;

import dev.muster.testkit.gateway.StubServer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to the stub.
 *
 * @param method its method
 * @param path its path, as it came
 * @param query what it asks for, decoded
 * @param headers the first of each header, by its name in lower case
 * @param body its body
 */
public record Asked(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    String body) {
  /** Reads what a server was asked. */
  static Asked of(StubServer.Asked asked) {
    Map<String, List<String>> query = new HashMap<>();
    String raw = asked.uri().getRawQuery();
    if (raw != null && !raw.isEmpty()) {
      for (String pair : raw.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        query
            .computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
            .add(parts.length == 1 ? "" : decoded(parts[1]));
      }
    }
    return new Asked(
        asked.method(), asked.uri().getRawPath(), query, asked.headers(), asked.body());
  }

  static String decoded(String raw) {
    return URLDecoder.decode(raw, StandardCharsets.UTF_8);
  }

  /** Copies the maps. */
  public Asked {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /**
   * One parameter of the query.
   *
   * @param name its name
   * @return its first value, or null
   */
  public @Nullable String first(String name) {
    List<String> values = all(name);
    return values.isEmpty() ? null : values.get(0);
  }

  List<String> all(String name) {
    return query.getOrDefault(name, List.of());
  }

  /** The credential may be a secret. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
