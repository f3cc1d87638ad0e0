package dev.muster.proof.contract;

import dev.muster.name.AccountId;
import dev.muster.store.AccountStore;
import dev.muster.store.InMemoryAccountStore;
import dev.muster.testkit.contract.AccountStoreContract;
import dev.muster.testkit.contract.AccountsUnderTest;

class InMemoryAccountStoreTest extends AccountStoreContract {
  @Override
  protected AccountsUnderTest open() {
    return new Stage();
  }

  static final class Stage implements AccountsUnderTest {
    private final InMemoryAccountStore store = new InMemoryAccountStore();

    @Override
    public AccountStore store() {
      return store;
    }

    @Override
    public AccountId add(String email, boolean verified) {
      return store.add(email, verified);
    }

    @Override
    public int count() {
      return store.size();
    }
  }
}
