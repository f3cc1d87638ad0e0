package dev.muster.proof.contract;

import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.MembershipStore;
import dev.muster.testkit.contract.MembershipStoreContract;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

class InMemoryMembershipStoreTest extends MembershipStoreContract {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** Each look at the clock is a millisecond later than the one before. */
  @Override
  protected MembershipStore open() {
    AtomicLong looks = new AtomicLong();
    return new InMemoryMembershipStore(() -> START.plusMillis(looks.getAndIncrement()));
  }
}
