package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Holds webhook messages against Clerk's document of them. Two of its schemas allow nothing at all,
 * as they ask for fields that a part of them forbids: those fields are held apart from the rest.
 */
final class WebhookCheck {
  private final ClerkDocument document;

  WebhookCheck(ClerkDocument document) {
    this.document = document;
  }

  List<String> faults(WebhookMessage message) {
    JsonNode body = ClerkDocuments.withSlugs(Form.json(message.body()));
    if (!(body.path("data") instanceof ObjectNode data)) {
      return List.of("no data");
    }
    if (message.type().startsWith("session.")) {
      JsonNode user = Objects.requireNonNull(data.remove("user"), "user");
      List<String> faults = new ArrayList<>(apart(body, "Session"));
      faults.addAll(document.faults(document.schema("User"), user));
      return faults;
    }
    if (message.type().equals("organizationInvitation.accepted")) {
      if (!data.path("user_id").isTextual() || !data.path("data").isObject()) {
        return List.of("no user_id, or no data in data");
      }
      data.remove(List.of("user_id", "data"));
      return apart(body, "OrganizationInvitation");
    }
    JsonNode schema =
        document
            .at("x-webhooks", message.type(), "post", "requestBody")
            .path("content")
            .path("application/json")
            .path("schema");
    return schema.isMissingNode()
        ? List.of("the document has no such message")
        : document.faults(schema, body);
  }

  private List<String> apart(JsonNode body, String dataSchema) {
    List<String> faults =
        new ArrayList<>(document.faults(document.schema("WebhookEventPayload"), body));
    faults.addAll(document.faults(document.schema(dataSchema), body.path("data")));
    return faults;
  }
}
