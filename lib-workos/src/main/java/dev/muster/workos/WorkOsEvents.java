package dev.muster.workos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.provider.EventSource;
import dev.muster.provider.ProviderEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import kotlin.Pair;
import org.jspecify.annotations.Nullable;

/**
 * The log of {@code GET /events}, read in order through the JSON door: the SDK's own list of events
 * fails on each type that it models.
 */
final class WorkOsEvents implements EventSource {
  /* Assumed: WorkOS says of no event how late it may be seen. */
  private static final Duration DELAY = Duration.ofSeconds(10);

  /* Of the two numbers that WorkOS's pages give, the smaller. */
  private static final Duration RETENTION = Duration.ofDays(30);

  private static final String EVENTS = "/events";
  private static final int BAD_REQUEST = 400;

  private final Wire wire;
  private final int pageSize;

  WorkOsEvents(Wire wire, int pageSize) {
    this.wire = wire;
    this.pageSize = pageSize;
  }

  @Override
  public Optional<Page> after(@Nullable String cursor, int limit) {
    List<Pair<String, String>> query = query("asc", rows(limit));
    if (cursor != null) {
      query.add(new Pair<>("after", cursor));
    }
    Reply reply = ask(query);
    return cursor != null && isCursorUnknown(reply)
        ? Optional.empty()
        : Optional.of(page(reply.document(), cursor, Instant.MIN));
  }

  /* `range_start` is "after this date", and of no promised precision: asked a little earlier, and
   * what is too early is left out here. It can't be sent together with `after`. */
  @Override
  public Page since(Instant from, int limit) {
    Objects.requireNonNull(from, "from");
    List<Pair<String, String>> query = query("asc", rows(limit));
    Instant start = from.truncatedTo(ChronoUnit.MILLIS).minusMillis(1);
    query.add(new Pair<>("range_start", start.toString()));
    return page(ask(query).document(), null, from);
  }

  @Override
  public Optional<String> latest() {
    Reply newest = ask(query("desc", 1));
    return Answers.rows(newest.document(), row -> Answers.filled(row, "id")).stream().findFirst();
  }

  @Override
  public Duration delay() {
    return DELAY;
  }

  @Override
  public Duration retention() {
    return RETENTION;
  }

  @Override
  public int largestPage() {
    return pageSize;
  }

  private Reply ask(List<Pair<String, String>> query) {
    Reply reply = wire.within(deadline -> wire.get(deadline, EVENTS, query));
    if (reply.status() == 403) {
      throw Refusals.forbiddenKey();
    }
    return reply;
  }

  /* The document says nothing of a cursor that is too old; a refusal in WorkOS's own shape is taken
   * for that, unless it names other fields only. If it is not, the walk that follows begins with
   * `latest()`, whose refusal is an outage. */
  private static boolean isCursorUnknown(Reply reply) {
    if (reply.isAbsent()) {
      return true;
    }
    if (!reply.isMalformedRequest() || !reply.hasMessage()) {
      return false;
    }
    JsonNode errors = reply.body().path("errors");
    boolean after = reply.status() == BAD_REQUEST || errors.isEmpty();
    for (JsonNode error : errors) {
      after |= error.path("field").asText("after").equals("after");
    }
    return after;
  }

  private static Page page(JsonNode answer, @Nullable String asked, Instant from) {
    List<ProviderEvent> all = Answers.rows(answer, EventReader::read);
    String more = Answers.after(answer);
    if (more != null && all.isEmpty() && more.equals(asked)) {
      throw Answers.malformed("after");
    }
    List<ProviderEvent> wanted = new ArrayList<>(all);
    wanted.removeIf(event -> event.happenedAt().isBefore(from));
    String behind = all.isEmpty() ? more : all.get(all.size() - 1).id();
    return new Page(wanted, behind == null ? asked : behind, more == null);
  }

  private static List<Pair<String, String>> query(String order, int limit) {
    return new ArrayList<>(
        List.of(
            new Pair<>("events", String.join(",", EventReader.TYPES)),
            new Pair<>("order", order),
            new Pair<>("limit", Integer.toString(limit))));
  }

  private int rows(int limit) {
    return Pages.rows(limit, pageSize);
  }
}
