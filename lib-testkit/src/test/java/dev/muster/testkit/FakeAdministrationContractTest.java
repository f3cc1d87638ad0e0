package dev.muster.testkit;

import dev.muster.testkit.contract.AdministrationUnderTest;
import dev.muster.testkit.contract.OrganizationAdministrationContract;
import java.time.Duration;

class FakeAdministrationContractTest extends OrganizationAdministrationContract {
  @Override
  protected AdministrationUnderTest open() {
    return new FakeStage(10, Duration.ofMillis(20));
  }
}
