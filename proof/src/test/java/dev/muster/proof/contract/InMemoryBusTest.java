package dev.muster.proof.contract;

import dev.muster.testkit.contract.BusUnderTest;
import dev.muster.testkit.contract.InvalidationBusContract;

class InMemoryBusTest extends InvalidationBusContract {
  @Override
  protected BusUnderTest open() {
    return new PassingBus().stage();
  }
}
