package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the Backend API.
 *
 * @param method its method
 * @param template its path, as Clerk's document writes it
 * @param handler what it does; called with the instance locked
 */
record Route(String method, String template, Function<Call, JsonNode> handler) {
  /** A request to it, with what its path says. */
  record Call(Asked asked, Map<String, String> path) {
    String path(String name) {
      return Objects.requireNonNull(path.get(name), name);
    }

    Form form() {
      return Form.of(asked);
    }

    Page page() {
      return Page.of(asked);
    }
  }

  static Route get(String template, Function<Call, JsonNode> handler) {
    return new Route("GET", template, handler);
  }

  static Route post(String template, Function<Call, JsonNode> handler) {
    return new Route("POST", template, handler);
  }

  static Route patch(String template, Function<Call, JsonNode> handler) {
    return new Route("PATCH", template, handler);
  }

  static Route delete(String template, Function<Call, JsonNode> handler) {
    return new Route("DELETE", template, handler);
  }

  /** An empty last segment is none: whoever asks for the organization "" gets the list. */
  @Nullable Call match(Asked asked) {
    String[] wanted = template.split("/", -1);
    String[] given = asked.path().replaceFirst("^/v1", "").replaceFirst("/$", "").split("/", -1);
    if (!method.equals(asked.method()) || wanted.length != given.length) {
      return null;
    }
    Map<String, String> path = new HashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].startsWith("{")) {
        String name = wanted[i].substring(1, wanted[i].length() - 1);
        path.put(name, Asked.decoded(given[i].replace("+", "%2B")));
      } else if (!wanted[i].equals(given[i])) {
        return null;
      }
    }
    return new Call(asked, Map.copyOf(path));
  }
}
