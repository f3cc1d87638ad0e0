package dev.muster.testkit.http;

import dev.muster.testkit.contract.AdministrationUnderTest;
import dev.muster.testkit.contract.OrganizationAdministrationContract;
import java.time.Duration;

class HttpAdministrationContractTest extends OrganizationAdministrationContract {
  @Override
  protected AdministrationUnderTest open() {
    return new ServedStage(10, Duration.ofSeconds(1));
  }
}
