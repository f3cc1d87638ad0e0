package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The webhook messages that the instance has to send, in the order of what happened. */
final class Outbox {
  private final Instance clerk;
  private final List<WebhookMessage> messages = new ArrayList<>();
  private final List<Consumer<WebhookMessage>> readers = new ArrayList<>();

  Outbox(Instance clerk) {
    this.clerk = clerk;
  }

  void tell(String type, ObjectNode data) {
    Instant now = clerk.now();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("data", data);
    body.put("object", "event").put("type", type);
    body.put("timestamp", now.toEpochMilli()).put("instance_id", Instance.ID);
    body.putObject("event_attributes")
        .putObject("http_request")
        .put("client_ip", "192.0.2.1")
        .put("user_agent", "");
    WebhookMessage message = new WebhookMessage(clerk.newId("msg"), type, now, body.toString());
    messages.add(message);
    readers.forEach(reader -> reader.accept(message));
  }

  void tellAccepted(InvitationRow accepted, String user) {
    ObjectNode data = accepted.wire(clerk).put("user_id", user);
    data.putObject("data");
    tell("organizationInvitation.accepted", data);
  }

  /** Each message from now on; the reader may not wait. */
  void read(Consumer<WebhookMessage> reader) {
    readers.add(reader);
  }

  List<WebhookMessage> messages() {
    return List.copyOf(messages);
  }
}
