package dev.muster.proof.contract;

import dev.muster.testkit.contract.ChangeLogContract;
import dev.muster.testkit.contract.FeedUnderTest;

class InMemoryChangeLogTest extends ChangeLogContract {
  @Override
  protected FeedUnderTest open() {
    return new PassingFeed().stage();
  }
}
