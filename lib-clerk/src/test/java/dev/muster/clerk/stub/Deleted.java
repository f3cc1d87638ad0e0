package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What Clerk tells of something that it deleted. */
final class Deleted {
  private Deleted() {}

  static ObjectNode wire(String object, String id) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("object", object)
        .put("id", id)
        .put("deleted", true);
  }
}
