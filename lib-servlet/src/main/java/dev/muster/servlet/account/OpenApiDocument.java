package dev.muster.servlet.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAPI 3.1 document of the endpoints that one host has: the same for every caller. Safe for
 * many threads.
 */
final class OpenApiDocument {
  private static final String RESOURCE = "openapi.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode document;

  /**
   * The document of a host.
   *
   * @param operationIds the operations that the host has; others are left out
   * @param cookieName the session cookie's name, or null for a host without sessions
   * @param bearer whether the host takes bearer tokens
   * @throws IllegalArgumentException if an operation is not described
   */
  OpenApiDocument(Set<String> operationIds, @Nullable String cookieName, boolean bearer) {
    document = read();
    Set<String> missing = new HashSet<>(operationIds);
    missing.removeAll(keep(document.withObject("/paths"), operationIds));
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("the document does not describe " + missing);
    }
    if (cookieName == null) {
      drop(document, "cookie");
    } else {
      document.withObject("/components/securitySchemes/cookie").put("name", cookieName);
    }
    if (!bearer) {
      drop(document, "bearer");
    }
  }

  /** Every operation, as it is written. */
  static ObjectNode read() {
    try (InputStream in = OpenApiDocument.class.getResourceAsStream(RESOURCE)) {
      if (in == null || !(JSON.readTree(in) instanceof ObjectNode document)) {
        throw new IllegalStateException(RESOURCE + " is not beside its class");
      }
      return document;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Set<String> keep(ObjectNode paths, Set<String> operationIds) {
    Set<String> kept = new HashSet<>();
    for (Iterator<JsonNode> path = paths.elements(); path.hasNext(); ) {
      boolean used = false;
      for (Iterator<JsonNode> part = path.next().elements(); part.hasNext(); ) {
        JsonNode operation = part.next();
        if (operation.isArray()) { // the parameters of the path
          continue;
        }
        String id = operation.path("operationId").asText();
        if (operationIds.contains(id)) {
          kept.add(id);
          used = true;
        } else {
          part.remove();
        }
      }
      if (!used) {
        path.remove();
      }
    }
    return kept;
  }

  /** A way to come in that the host does not have. */
  private static void drop(ObjectNode document, String scheme) {
    document.withObject("/components/securitySchemes").remove(scheme);
    for (JsonNode ways : document.findValues("security")) {
      for (Iterator<JsonNode> way = ways.elements(); way.hasNext(); ) {
        if (way.next().has(scheme)) {
          way.remove();
        }
      }
    }
  }

  /**
   * The document of the host at an address.
   *
   * @param server where the endpoints are mounted, such as {@code /account}
   * @return the document; what it shares with others must not be changed
   */
  ObjectNode at(String server) {
    ObjectNode here = JSON.createObjectNode().setAll(document);
    here.putArray("servers").addObject().put("url", server);
    return here;
  }
}
