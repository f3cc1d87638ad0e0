package dev.muster.proof.contract;

import dev.muster.testkit.contract.FeedStoreContract;
import dev.muster.testkit.contract.FeedUnderTest;

class InMemoryFeedStoreTest extends FeedStoreContract {
  @Override
  protected FeedUnderTest open() {
    return new PassingFeed().stage();
  }
}
