package dev.muster.proof.contract;

import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.testkit.contract.DirectoryStoreContract;
import java.time.InstantSource;

class InMemoryDirectoryStoreTest extends DirectoryStoreContract {
  @Override
  protected DirectoryStore open() {
    return new InMemoryDirectoryStore(InstantSource.system());
  }
}
