package dev.muster.testkit.http;

import dev.muster.provider.EventSource;
import dev.muster.provider.ProviderEvent;
import dev.muster.rest.Fields;
import dev.muster.rest.RestRequest;
import dev.muster.testkit.ProviderProfile;
import java.time.Duration;
import java.time.Instant;
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
    RestRequest asked = stretch(limit);
    Reply reply = calls.look(cursor == null ? asked : asked.query("cursor", cursor));
    return reply.isRefusal(400, Protocol.UNKNOWN_CURSOR)
        ? Optional.empty()
        : Optional.of(page(reply.success(), cursor));
  }

  @Override
  public Page since(Instant from, int limit) {
    Objects.requireNonNull(from, "from");
    return page(calls.look(stretch(limit).query("since", from.toString())).success(), null);
  }

  @Override
  public Optional<String> latest() {
    Fields newest = calls.look(HttpCalls.at("feed", "latest")).success();
    if (!newest.node().has("cursor")) {
      throw AnswerReader.malformed("cursor");
    }
    return Optional.ofNullable(newest.textOrNull("cursor"));
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

  private static RestRequest stretch(int limit) {
    return HttpCalls.at("feed").query("limit", Integer.toString(rows(limit)));
  }

  private static Page page(Fields stretch, @Nullable String asked) {
    boolean last = stretch.flag("last");
    List<ProviderEvent> events = stretch.rows("data", ToldWire::read);
    return new Page(events, events.isEmpty() ? asked : stretch.text("next"), last);
  }

  private static int rows(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be 1 or more, but was " + limit);
    }
    return Math.min(limit, LARGEST_PAGE);
  }
}
