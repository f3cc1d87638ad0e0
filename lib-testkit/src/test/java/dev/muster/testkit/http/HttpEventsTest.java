package dev.muster.testkit.http;

import dev.muster.testkit.EventBehaviour;
import dev.muster.testkit.FakeEvent;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.Page;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

class HttpEventsTest extends EventBehaviour {
  @Override
  protected Page<FakeEvent> events(FakeIdentityProvider fake, @Nullable String after, int limit) {
    try (ServedFake served = new ServedFake(fake)) {
      return served.client.events(after, limit);
    }
  }

  @Override
  protected Page<FakeEvent> eventsSince(
      FakeIdentityProvider fake, Instant from, int skip, int limit) {
    try (ServedFake served = new ServedFake(fake)) {
      return served.client.eventsSince(from, skip, limit);
    }
  }
}
