package dev.muster.proof.simulation;

import dev.muster.provider.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The provider's log of events as an adapter reads it.
 *
 * @param log the log
 * @param delay what the adapter says of its delay
 */
record SimEvents(SimLog log, Duration delay) implements EventSource {
  @Override
  public Optional<Page> after(@Nullable String cursor, int limit) {
    return log.after(cursor, limit);
  }

  @Override
  public Page since(Instant from, int limit) {
    return log.since(from, limit);
  }

  @Override
  public Optional<String> latest() {
    return log.latest();
  }

  @Override
  public Duration retention() {
    return Duration.ofDays(30);
  }

  @Override
  public int largestPage() {
    return 2;
  }
}
