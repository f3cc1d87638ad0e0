package dev.muster.proof.contract;

import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.testkit.contract.OrganizationTokenStoreContract;
import java.time.InstantSource;

class InMemoryOrganizationTokenStoreTest extends OrganizationTokenStoreContract {
  @Override
  protected OrganizationTokenStore open() {
    return new InMemoryOrganizationTokenStore(InstantSource.system());
  }
}
