package dev.muster.testkit.contract;

import static dev.muster.testkit.contract.Cast.KEY;
import static dev.muster.testkit.contract.Cast.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipKey;
import dev.muster.provider.Membership;
import dev.muster.store.MembershipStore;
import dev.muster.store.MembershipStore.Verdict;
import dev.muster.store.MembershipStore.Write;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Observation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** A fresh store for each test, and the few words the membership suite is written in. */
abstract class MembershipStoreSteps extends Suite {
  static final Instant CHANGED = Instant.parse("2026-01-01T00:00:00.123456789Z");

  MembershipStore store;
  private Instant base;

  /**
   * Opens an empty store. Called once for each test.
   *
   * @return the store, safe for many threads
   * @throws Exception if it can't be opened; the test fails
   */
  protected abstract MembershipStore open() throws Exception;

  @BeforeEach
  final void openStore() throws Exception {
    store = open();
    base = store.find(KEY).storeTime();
  }

  final Write seen(Membership membership, Instant asOf, long epoch) {
    return seen(KEY, membership, asOf, epoch);
  }

  final Write seen(MembershipKey key, Membership membership, Instant asOf, long epoch) {
    return store.record(key, new Observation.Seen(membership, asOf), epoch);
  }

  final Write absent(Instant asOf, long epoch) {
    return store.record(KEY, new Observation.Absent(asOf), epoch);
  }

  final MirrorEntry.Ended tombstone(@Nullable Instant updatedAt) {
    seen(member(KEY, "om_1", updatedAt), at(0), 0);
    return (MirrorEntry.Ended) absent(at(0), 1).entry();
  }

  /** The write was accepted, and the store holds the entry. */
  final void holds(Write write, MirrorEntry entry) {
    keeps(write, Verdict.ACCEPTED, entry);
  }

  /** The write got this verdict, and the store holds the entry. */
  final void keeps(Write write, Verdict verdict, MirrorEntry entry) {
    assertThat(write).isEqualTo(new Write(verdict, entry));
    assertThat(store.find(KEY).entry()).isEqualTo(entry);
  }

  /** Store time of the first read, and so many seconds. */
  final Instant at(long seconds) {
    return base.plusSeconds(seconds);
  }

  static MirrorEntry unknown() {
    return new MirrorEntry.Unknown();
  }
}
