package dev.muster.proof.contract;

import dev.muster.testkit.contract.FeedUnderTest;
import dev.muster.testkit.contract.WalkStoreContract;

class InMemoryWalkStoreTest extends WalkStoreContract {
  @Override
  protected FeedUnderTest open() {
    return new PassingFeed().stage();
  }
}
