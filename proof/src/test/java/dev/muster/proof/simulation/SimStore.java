package dev.muster.proof.simulation;

import dev.muster.name.MembershipKey;
import dev.muster.store.MembershipStore;
import dev.muster.store.Observation;
import dev.muster.store.RemovalStep;
import dev.muster.store.StoreException;

/** The mirror behind a network: a point before and after each statement. */
record SimStore(MembershipStore mirror, Points points) implements MembershipStore {
  @Override
  public Read find(MembershipKey key) {
    arrive();
    Read read = mirror.find(key);
    arrive();
    return read;
  }

  @Override
  public Write record(MembershipKey key, Observation observation, long expectedEpoch) {
    arrive();
    Write write = mirror.record(key, observation, expectedEpoch);
    arrive();
    return write;
  }

  @Override
  public Write remove(MembershipKey key, RemovalStep step) {
    arrive();
    Write write = mirror.remove(key, step);
    arrive();
    return write;
  }

  private void arrive() {
    if (points.passToStore()) {
      throw new StoreException("the connection was cut", null);
    }
  }
}
