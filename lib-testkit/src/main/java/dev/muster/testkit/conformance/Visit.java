package dev.muster.testkit.conformance;

import dev.muster.testkit.fault.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request and what came of it.
 *
 * @param status of the answer, or 0 if there was none
 * @param headers of the answer, by name in small letters
 * @param body of the answer
 * @param failure why there was no answer, or null
 * @param calls what the provider was asked meanwhile
 * @param handled how many requests the host's handlers took meanwhile
 */
record Visit(
    int status,
    Map<String, List<String>> headers,
    String body,
    @Nullable String failure,
    Map<Operation, Long> calls,
    long handled) {

  /** Whether the host has done anything on account of it, as far as can be seen. */
  boolean setSomethingOff() {
    return handled > 0 || !calls.isEmpty();
  }

  /** This one, of which it is known that an earlier try of it set something off. */
  Visit after(long handledBefore) {
    return new Visit(status, headers, body, failure, calls, handled + handledBefore);
  }

  List<String> all(String header) {
    return headers.getOrDefault(header, List.of());
  }

  Optional<String> first(String header) {
    return all(header).stream().findFirst();
  }

  /** What came, for a line. */
  String text() {
    if (failure != null) {
      return failure;
    }
    String code = ProblemBody.of(body).map(problem -> " " + problem.code()).orElse("");
    return status + code;
  }

  /** For a cell of the table. */
  String cell() {
    return failure == null ? Integer.toString(status) : "none";
  }
}
