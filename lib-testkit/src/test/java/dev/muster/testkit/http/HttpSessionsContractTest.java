package dev.muster.testkit.http;

import dev.muster.testkit.contract.SessionProviderContract;
import dev.muster.testkit.contract.SessionsUnderTest;
import java.time.Duration;

class HttpSessionsContractTest extends SessionProviderContract {
  @Override
  protected SessionsUnderTest open() {
    return new ServedStage(10, Duration.ofSeconds(1));
  }
}
