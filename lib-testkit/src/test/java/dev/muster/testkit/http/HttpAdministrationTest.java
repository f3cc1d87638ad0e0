package dev.muster.testkit.http;

import dev.muster.provider.OrganizationAdministration;
import dev.muster.testkit.AdministrationBehaviour;
import org.junit.jupiter.api.AfterEach;

class HttpAdministrationTest extends AdministrationBehaviour {
  private final ServedFake served = new ServedFake(fake);

  @Override
  protected OrganizationAdministration administration() {
    return served.client;
  }

  @AfterEach
  void stop() {
    served.close();
  }
}
