package dev.muster.proof.web.openapi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, as they went over the wire.
 *
 * @param method the method
 * @param target path and query
 * @param asked the header lines of the request
 * @param sent the body of the request, or null for none
 * @param status the status
 * @param headers the headers of the answer, names in small letters
 * @param body the body of the answer, empty for none
 */
record Exchange(
    String method,
    String target,
    List<String> asked,
    @Nullable String sent,
    int status,
    Map<String, List<String>> headers,
    String body) {
  String path() {
    return target.split("\\?", 2)[0];
  }

  /** Every value of a header of the request. */
  List<String> asked(String name) {
    return asked.stream()
        .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
        .map(line -> line.substring(name.length() + 2))
        .toList();
  }

  /** Every value of a header of the answer. */
  List<String> values(String name) {
    return headers.getOrDefault(name, List.of());
  }

  @Override
  public String toString() {
    return method + " " + target + " " + sent + " -> " + status + " " + body;
  }
}
