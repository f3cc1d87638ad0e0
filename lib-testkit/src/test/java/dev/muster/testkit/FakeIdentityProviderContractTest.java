package dev.muster.testkit;

import dev.muster.testkit.contract.IdentityProviderContract;
import dev.muster.testkit.contract.ProviderUnderTest;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

class FakeIdentityProviderContractTest {
  private static final Duration SHORT = Duration.ofMillis(20);

  @Nested
  class With_pages_of_one extends IdentityProviderContract {
    @Override
    protected ProviderUnderTest open() {
      return new FakeStage(1, SHORT);
    }
  }

  @Nested
  class With_pages_of_ten extends IdentityProviderContract {
    @Override
    protected ProviderUnderTest open() {
      return new FakeStage(10, SHORT);
    }
  }
}
