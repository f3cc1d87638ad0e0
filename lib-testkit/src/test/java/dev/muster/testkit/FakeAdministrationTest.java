package dev.muster.testkit;

import dev.muster.provider.OrganizationAdministration;

class FakeAdministrationTest extends AdministrationBehaviour {
  @Override
  protected OrganizationAdministration administration() {
    return fake;
  }
}
