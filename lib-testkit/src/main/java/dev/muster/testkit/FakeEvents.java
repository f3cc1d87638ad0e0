package dev.muster.testkit;

import dev.muster.provider.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fake's event log as a feed reads it. */
final class FakeEvents implements EventSource {
  private final EventCalls calls;
  private final int cap;

  FakeEvents(EventCalls calls, int cap) {
    this.calls = calls;
    this.cap = cap;
  }

  @Override
  public Optional<Page> after(@Nullable String cursor, int limit) {
    return calls.next(cursor, rows(limit)).map(page -> page(page, cursor));
  }

  @Override
  public Page since(Instant from, int limit) {
    Objects.requireNonNull(from, "from");
    return page(calls.from(from, rows(limit)), null);
  }

  @Override
  public Optional<String> latest() {
    return calls.latest();
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
    return cap;
  }

  private Page page(dev.muster.testkit.Page<FakeEvent> page, @Nullable String asked) {
    int size = page.rows().size();
    return new Page(
        page.rows().stream().map(FakeEvent::told).toList(),
        size == 0 ? asked : calls.cursor(page.rows().get(size - 1)),
        page.after() == null);
  }

  private int rows(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be 1 or more, but was " + limit);
    }
    return Math.min(limit, cap);
  }
}
