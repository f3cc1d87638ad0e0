package dev.muster.testkit;

import dev.muster.testkit.contract.SessionProviderContract;
import dev.muster.testkit.contract.SessionsUnderTest;
import java.time.Duration;

class FakeSessionsContractTest extends SessionProviderContract {
  @Override
  protected SessionsUnderTest open() {
    return new FakeStage(10, Duration.ofMillis(20));
  }
}
