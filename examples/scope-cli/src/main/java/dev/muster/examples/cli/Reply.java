package dev.muster.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A full answer of a server.
 *
 * @param status the HTTP status
 * @param json the body, or missing where it is none
 */
record Reply(int status, JsonNode json) {
  private static final Set<Integer> LATER = Set.of(408, 425, 429);

  static Reply of(int status, @Nullable JsonNode json) {
    return new Reply(status, json == null ? MissingNode.getInstance() : json);
  }

  boolean isUnauthorized() {
    return status == 401;
  }

  boolean isDone() {
    return status >= 200 && status < 300;
  }

  /** The stable word of a problem document, or the status. */
  String code() {
    String code = json.path("code").textValue();
    return code == null ? "status_" + status : Plain.text(code);
  }

  /** What the server says to people. */
  String said() {
    String title = json.path("title").textValue();
    return title == null ? "The server answers with status " + status + "." : Plain.text(title);
  }

  /** The body of a success; everything else is trouble. */
  JsonNode success() {
    if (isDone()) {
      return json;
    }
    throw Trouble.of(exit(), code(), said());
  }

  /** A redirect or an error of the server says nothing about what was asked. */
  private Exit exit() {
    if (status < 400 || status >= 500 || LATER.contains(status)) {
      return Exit.UNAVAILABLE;
    }
    return switch (status) {
      case 401 -> Exit.NOT_SIGNED_IN;
      case 403 -> Exit.DENIED;
      default -> Exit.REFUSED;
    };
  }

  /** A text that a success must have. */
  static String text(JsonNode json, String name) {
    String text = json.path(name).textValue();
    if (text == null || text.isEmpty()) {
      throw unreadable();
    }
    return text;
  }

  /** A list that a success must have. */
  static ArrayNode list(JsonNode json, String name) {
    if (json.path(name) instanceof ArrayNode list) {
      return list;
    }
    throw unreadable();
  }

  static Trouble unreadable() {
    return Trouble.of(
        Exit.UNAVAILABLE, "unreadable_answer", "The server's answer can't be understood.");
  }
}
