package dev.muster.clerk;

import dev.muster.testkit.contract.RoleCatalogContract;
import dev.muster.testkit.contract.RoleCatalogUnderTest;

/** The adapter keeps the contract of role lists, with pages of ten. */
class ClerkRolesContractTest extends RoleCatalogContract {
  @Override
  protected RoleCatalogUnderTest open() {
    return new ClerkStage();
  }
}
