package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.provider.EventSource;

/** The event log as a feed reads it: by one sort of cursor, whichever kind of log it is. */
final class FeedRoutes {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final EventSource events;

  FeedRoutes(EventSource events) {
    this.events = events;
  }

  Answer answer(Request request) {
    if (request.is("GET", "feed", "latest")) {
      return Answer.ok(JSON.objectNode().put("cursor", events.latest().orElse(null)));
    }
    if (!request.is("GET", "feed")) {
      return Answer.noSuchRoute();
    }
    int limit = request.number("limit", events.largestPage());
    if (request.query().containsKey("since")) {
      return page(events.since(request.instant("since"), limit));
    }
    return events
        .after(request.query().get("cursor"), limit)
        .map(FeedRoutes::page)
        .orElseGet(() -> Answer.refused(400, Protocol.UNKNOWN_CURSOR));
  }

  private static Answer page(EventSource.Page page) {
    ObjectNode node = JSON.objectNode().put("next", page.next()).put("last", page.last());
    ArrayNode data = node.putArray("data");
    page.events().forEach(event -> data.add(ToldWire.write(event)));
    return Answer.ok(node);
  }
}
