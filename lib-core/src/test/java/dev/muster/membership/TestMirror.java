package dev.muster.membership;

import dev.muster.name.MembershipKey;
import dev.muster.store.MembershipStore;
import dev.muster.store.Observation;
import dev.muster.store.RemovalStep;
import dev.muster.store.StoreException;

/** A mirror that is like another one in every step that a test does not replace. */
class TestMirror implements MembershipStore {
  private final MembershipStore mirror;
  private boolean isReachable = true;

  TestMirror(MembershipStore mirror) {
    this.mirror = mirror;
  }

  /** From now on no step comes to an end. */
  final void cut() {
    isReachable = false;
  }

  @Override
  public Read find(MembershipKey key) {
    return mirror().find(key);
  }

  @Override
  public Write record(MembershipKey key, Observation seen, long epoch) {
    return mirror().record(key, seen, epoch);
  }

  @Override
  public Write remove(MembershipKey key, RemovalStep step) {
    return mirror().remove(key, step);
  }

  private MembershipStore mirror() {
    if (!isReachable) {
      throw new StoreException("no connection", null);
    }
    return mirror;
  }
}
