package dev.muster.proof.simulation;

import dev.muster.name.MembershipKey;
import dev.muster.store.MembershipStore;
import dev.muster.store.Observation;
import dev.muster.store.RemovalStep;
import java.util.function.BiConsumer;

/** A mirror that tells of each step of a removal that it took, in the instant in which it did. */
record WatchedMirror(MembershipStore mirror, BiConsumer<MembershipKey, RemovalStep> taken)
    implements MembershipStore {
  @Override
  public Read find(MembershipKey key) {
    return mirror.find(key);
  }

  @Override
  public Write record(MembershipKey key, Observation observation, long expectedEpoch) {
    return mirror.record(key, observation, expectedEpoch);
  }

  @Override
  public Write remove(MembershipKey key, RemovalStep step) {
    Write write = mirror.remove(key, step);
    if (write.verdict() == Verdict.ACCEPTED) {
      taken.accept(key, step);
    }
    return write;
  }
}
