package dev.muster.examples.notes.story;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The system's clock, which the story can put forward. Safe for many threads. */
final class StoryClock implements InstantSource {
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  @Override
  public Instant instant() {
    return InstantSource.system().instant().plus(ahead.get());
  }

  void forward(Duration by) {
    ahead.accumulateAndGet(by, Duration::plus);
  }
}
