package dev.muster.servlet.account;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Set;

/** The OpenAPI document of the account endpoints, cut to those that a host has. Pure. */
final class OpenApiDocument {
  private OpenApiDocument() {}

  /**
   * The document.
   *
   * @param operations the ids of the operations that are there
   * @param server where they are mounted
   */
  static ObjectNode of(Set<String> operations, String server) {
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("openapi", "3.1.0");
    document.putArray("servers").addObject().put("url", server);
    document.putArray("x-operations").addAll(names(operations));
    return document;
  }

  private static List<TextNode> names(Set<String> operations) {
    return operations.stream().sorted().map(TextNode::valueOf).toList();
  }
}
