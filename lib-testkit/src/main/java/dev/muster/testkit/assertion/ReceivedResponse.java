package dev.muster.testkit.assertion;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A response as a client received it, whatever the client. Does not print its headers and its body,
 * which may hold secrets.
 *
 * @param status the status
 * @param headers the values of each header, by its name in any case
 * @param body the body; empty for none
 */
public record ReceivedResponse(int status, Map<String, List<String>> headers, String body) {
  /** Copies. */
  public ReceivedResponse {
    Objects.requireNonNull(body, "body");
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, values) -> copy.computeIfAbsent(name, n -> new ArrayList<>()).addAll(values));
    copy.replaceAll((name, values) -> List.copyOf(values));
    headers = Collections.unmodifiableMap(copy);
  }

  /**
   * A response of the JDK's client.
   *
   * @param response the response
   * @return the same
   */
  public static ReceivedResponse of(HttpResponse<String> response) {
    return new ReceivedResponse(response.statusCode(), response.headers().map(), response.body());
  }

  /** The values of a header, none if it is not there. */
  List<String> values(String header) {
    return headers.getOrDefault(header, List.of());
  }

  @Override
  public String toString() {
    return "ReceivedResponse[status " + status + "]";
  }
}
