package dev.muster.proof.contract;

import dev.muster.store.InMemoryRefreshStore;
import dev.muster.store.RefreshStore;
import dev.muster.testkit.contract.RefreshStoreContract;
import java.time.InstantSource;

class InMemoryRefreshStoreTest extends RefreshStoreContract {
  private final InMemoryRefreshStore store = new InMemoryRefreshStore(InstantSource.system());

  @Override
  protected RefreshStore open() {
    return store;
  }

  @Override
  protected int rows() {
    return store.size();
  }
}
