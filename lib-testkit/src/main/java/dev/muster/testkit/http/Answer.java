package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;

/** What the server answers: a status, a few headers and a body. */
record Answer(int status, Map<String, String> headers, String body) {
  static Answer json(int status, JsonNode body) {
    return json(status, body.toString());
  }

  /** An answer whose JSON is written already. */
  static Answer json(int status, String body) {
    return new Answer(status, Map.of("Content-Type", "application/json"), body);
  }

  static Answer ok(JsonNode body) {
    return json(200, body);
  }

  static Answer done() {
    return ok(JsonNodeFactory.instance.objectNode());
  }

  static Answer refused(int status, String code) {
    return json(status, JsonNodeFactory.instance.objectNode().put("code", code));
  }

  /** The asked thing is not there: the only answer that a client may read as absent. */
  static Answer notFound() {
    return refused(404, Protocol.NOT_FOUND);
  }

  static Answer noSuchRoute() {
    return refused(404, "no_such_route");
  }
}
