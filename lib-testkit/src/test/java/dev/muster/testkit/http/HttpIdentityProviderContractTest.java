package dev.muster.testkit.http;

import dev.muster.testkit.contract.IdentityProviderContract;
import dev.muster.testkit.contract.ProviderUnderTest;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

class HttpIdentityProviderContractTest {
  /** Long enough for every answer on a busy machine, short enough to wait for in the hangs. */
  private static final Duration DEADLINE = Duration.ofSeconds(1);

  @Nested
  class With_pages_of_one extends IdentityProviderContract {
    @Override
    protected ProviderUnderTest open() {
      return new ServedStage(1, DEADLINE);
    }
  }

  @Nested
  class With_pages_of_ten extends IdentityProviderContract {
    @Override
    protected ProviderUnderTest open() {
      return new ServedStage(10, DEADLINE);
    }
  }
}
