package dev.muster.testkit.http;

import dev.muster.provider.MemberProfiles;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.LifecycleBehaviour;
import java.util.IdentityHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

@Tag("once")
class HttpLifecycleTest extends LifecycleBehaviour {
  private final IdentityHashMap<FakeIdentityProvider, ServedFake> served = new IdentityHashMap<>();

  @Override
  protected OrganizationLifecycle lifecycle(FakeIdentityProvider fake) {
    return client(fake);
  }

  @Override
  protected MemberProfiles profiles(FakeIdentityProvider fake) {
    return client(fake);
  }

  private HttpIdentityProvider client(FakeIdentityProvider fake) {
    return served.computeIfAbsent(fake, ServedFake::new).client;
  }

  @AfterEach
  void stop() {
    served.values().forEach(ServedFake::close);
  }
}
