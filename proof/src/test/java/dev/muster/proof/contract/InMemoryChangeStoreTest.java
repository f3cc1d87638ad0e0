package dev.muster.proof.contract;

import dev.muster.testkit.contract.ChangeStoreContract;
import dev.muster.testkit.contract.ChangesUnderTest;

class InMemoryChangeStoreTest extends ChangeStoreContract {
  @Override
  protected ChangesUnderTest open() {
    return new PassingChanges().stage();
  }
}
