package dev.muster.proof.web.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of the document.
 *
 * @param id its operationId
 * @param method in capitals
 * @param template its path, mount included
 * @param parameters of the path and of the operation, resolved
 * @param node what the document says of it
 */
record ApiOperation(
    String id, String method, String template, List<JsonNode> parameters, JsonNode node) {

  /** The variables of a path of this operation, written canonically or not; empty if it is none. */
  Optional<Map<String, String>> variables(String path) {
    String[] mine = template.split("/", -1);
    String[] theirs = path.split("/", -1);
    if (mine.length != theirs.length) {
      return Optional.empty();
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (int i = 0; i < mine.length; i++) {
      String text = decoded(theirs[i]);
      if (mine[i].startsWith("{")) {
        found.put(mine[i].substring(1, mine[i].length() - 1), text);
      } else if (!mine[i].equals(text)) {
        return Optional.empty();
      }
    }
    return Optional.of(found);
  }

  /** Whether it may be asked without a credential. */
  boolean isPublic() {
    return node.path("security").isArray() && node.path("security").isEmpty();
  }

  /** The parameters of a query, each as often as it was sent. */
  static Map<String, List<String>> query(String target) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    int mark = target.indexOf('?');
    if (mark >= 0) {
      for (String pair : target.substring(mark + 1).split("&", -1)) {
        String[] parts = pair.split("=", 2);
        query
            .computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
            .add(parts.length == 2 ? decoded(parts[1]) : "");
      }
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
