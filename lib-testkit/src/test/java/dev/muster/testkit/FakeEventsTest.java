package dev.muster.testkit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

class FakeEventsTest extends EventBehaviour {
  @Override
  protected Page<FakeEvent> events(FakeIdentityProvider fake, @Nullable String after, int limit) {
    return fake.pages().events(after, limit);
  }

  @Override
  protected Page<FakeEvent> eventsSince(
      FakeIdentityProvider fake, Instant from, int skip, int limit) {
    return fake.pages().eventsSince(from, skip, limit);
  }
}
