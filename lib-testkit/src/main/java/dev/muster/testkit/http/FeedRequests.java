package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.provider.EventSource;
import dev.muster.provider.ProviderEvent;
import dev.muster.testkit.ProviderProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The client's requests about the event log, of either kind. */
final class FeedRequests implements EventSource {
  private static final int LARGEST_PAGE = 100;

  private final HttpCalls calls;

  FeedRequests(HttpCalls calls) {
    this.calls = calls;
  }

  @Override
  public Optional<Page> after(@Nullable String cursor, int limit) {
    String query = cursor == null ? "" : "&cursor=" + Protocol.encode(cursor);
    Reply reply = read("limit=" + rows(limit) + query);
    return reply.isRefusal(400, Protocol.UNKNOWN_CURSOR)
        ? Optional.empty()
        : Optional.of(page(reply.success(), cursor));
  }

  @Override
  public Page since(Instant from, int limit) {
    Objects.requireNonNull(from, "from");
    Reply reply = read("limit=" + rows(limit) + "&since=" + Protocol.encode(from.toString()));
    return page(reply.success(), null);
  }

  @Override
  public Optional<String> latest() {
    JsonNode node = calls.look("/feed/latest", calls.deadline()).success();
    if (!node.has("cursor")) {
      throw AnswerReader.malformed("cursor");
    }
    return node.get("cursor").isNull()
        ? Optional.empty()
        : Optional.of(AnswerReader.text(node, "cursor"));
  }

  @Override
  public Duration delay() {
    return ProviderProfile.EVENT_DELAY;
  }

  @Override
  public Duration retention() {
    return ProviderProfile.EVENT_RETENTION;
  }

  @Override
  public int largestPage() {
    return LARGEST_PAGE;
  }

  private Reply read(String query) {
    return calls.look("/feed?" + query, calls.deadline());
  }

  private static Page page(JsonNode node, @Nullable String asked) {
    JsonNode data = node.path("data");
    JsonNode last = node.path("last");
    if (!data.isArray() || !last.isBoolean()) {
      throw AnswerReader.malformed("data or last");
    }
    List<ProviderEvent> events = new ArrayList<>();
    data.forEach(event -> events.add(ToldWire.read(event)));
    String next = events.isEmpty() ? asked : AnswerReader.text(node, "next");
    return new Page(events, next, last.booleanValue());
  }

  private static int rows(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be 1 or more, but was " + limit);
    }
    return Math.min(limit, LARGEST_PAGE);
  }
}
