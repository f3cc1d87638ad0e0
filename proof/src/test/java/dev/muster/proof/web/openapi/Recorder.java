package dev.muster.proof.web.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Holds each exchange against the document, and remembers which answers were seen. */
final class Recorder {
  private final ApiDocument document;
  private final Map<String, Set<String>> seen = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private int requests;
  private int answers;

  Recorder(ApiDocument document) {
    this.document = document;
  }

  ApiDocument document() {
    return document;
  }

  /**
   * Takes in what was exchanged.
   *
   * @param beyond whether the request is one that no schema can tell from a good one
   * @return the operation that it was for
   */
  synchronized String heard(Exchange exchange, boolean beyond) {
    Optional<ApiOperation> operation = document.find(exchange);
    operation.ifPresent(
        one -> {
          List<String> wrong = document.faultsOfRequest(one, exchange);
          requests++;
          if (!wrong.isEmpty() && exchange.status() != 422 && exchange.status() != 400) {
            faults.add("forbidden, and not refused: " + exchange + " " + wrong);
          }
          if (wrong.isEmpty() && exchange.status() == 422 && !beyond) {
            faults.add("allowed, and refused: " + exchange);
          }
        });
    String id = operation.map(ApiOperation::id).orElse(ApiDocument.ELSEWHERE);
    List<String> wrong = document.faultsOfAnswer(id, exchange);
    answers++;
    if (!wrong.isEmpty()) {
      faults.add(id + ": " + exchange + " " + wrong);
    }
    seen.computeIfAbsent(id + " " + exchange.status(), pair -> new TreeSet<>()).add(code(exchange));
    return id;
  }

  /** The code of a problem document, or nothing. */
  static String code(Exchange exchange) {
    if (!exchange.values("content-type").contains("application/problem+json")) {
      return "";
    }
    try {
      return Schemas.JSON.readTree(exchange.body()).path("code").asText();
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  /** Operations and statuses that are described and were never seen. */
  synchronized Set<String> unseen() {
    Set<String> unseen = new TreeSet<>(described().keySet());
    unseen.removeAll(seen.keySet());
    return unseen;
  }

  /** Codes of shared answers that are described and that no operation was seen to give. */
  synchronized Set<String> unseenCodes() {
    Map<String, Set<String>> left = new TreeMap<>();
    described()
        .forEach(
            (pair, written) -> {
              String shared = written.path("$ref").asText().replaceFirst(".*/", "");
              left.computeIfAbsent(shared, name -> codes(document.resolved(written)))
                  .removeAll(seen.getOrDefault(pair, Set.of()));
            });
    Set<String> unseen = new TreeSet<>();
    left.forEach((shared, codes) -> codes.forEach(code -> unseen.add(shared + " " + code)));
    return unseen;
  }

  private static Set<String> codes(JsonNode answer) {
    Set<String> codes = new TreeSet<>();
    answer
        .at("/content/application~1problem+json/schema/properties/code/enum")
        .forEach(code -> codes.add(code.asText()));
    return codes;
  }

  private Map<String, JsonNode> described() {
    Map<String, JsonNode> described = new LinkedHashMap<>();
    List<String> ids = new ArrayList<>(document.operations().keySet());
    ids.add(ApiDocument.ELSEWHERE);
    for (String id : ids) {
      document.answers(id).forEach((status, answer) -> described.put(id + " " + status, answer));
    }
    return described;
  }

  @Override
  public synchronized String toString() {
    return "openapi: "
        + document.operations().size()
        + " operations, "
        + seen.size()
        + " of "
        + described().size()
        + " statuses, "
        + requests
        + " requests, "
        + answers
        + " answers validated";
  }
}
