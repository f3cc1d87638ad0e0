package dev.muster.proof.contract;

import dev.muster.store.InMemoryRoleStore;
import dev.muster.store.RoleStore;
import dev.muster.testkit.contract.RoleStoreContract;

class InMemoryRoleStoreTest extends RoleStoreContract {
  @Override
  protected RoleStore open() {
    return new InMemoryRoleStore();
  }
}
