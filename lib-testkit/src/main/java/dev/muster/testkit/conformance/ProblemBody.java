package dev.muster.testkit.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * What a problem document says (RFC 9457).
 *
 * @param code its code; not empty
 * @param status its status, or 0
 */
record ProblemBody(String code, int status) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads a body; empty if it is no JSON object with a code. */
  static Optional<ProblemBody> of(String body) {
    try {
      JsonNode document = JSON.readTree(body);
      String code = document == null ? "" : document.path("code").asText();
      return code.isEmpty()
          ? Optional.empty()
          : Optional.of(new ProblemBody(printable(code), document.path("status").asInt()));
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  /** It goes into a line of a report. */
  private static String printable(String code) {
    String plain = code.replaceAll("[^a-zA-Z0-9_.:-]", "?");
    return plain.substring(0, Math.min(60, plain.length()));
  }
}
