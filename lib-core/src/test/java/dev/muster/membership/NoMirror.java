package dev.muster.membership;

import dev.muster.name.MembershipKey;
import dev.muster.provider.Membership;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Observation;
import dev.muster.store.RemovalStep;
import java.time.Instant;

/** A mirror that keeps nothing, so that every look-up asks the provider. */
final class NoMirror implements MembershipStore {
  @Override
  public Read find(MembershipKey key) {
    return new Read(new MirrorEntry.Unknown(), Instant.EPOCH);
  }

  @Override
  public Write record(MembershipKey key, Observation observation, long expectedEpoch) {
    Membership seen = ((Observation.Seen) observation).membership();
    return new Write(Verdict.ACCEPTED, new MirrorEntry.Present(1, seen, observation.asOf()));
  }

  @Override
  public Write remove(MembershipKey key, RemovalStep step) {
    throw new AssertionError("nothing is removed here");
  }
}
