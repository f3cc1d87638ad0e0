package dev.muster.membership;

import dev.muster.name.MembershipKey;
import dev.muster.provider.Membership;
import dev.muster.store.EventRules;
import dev.muster.store.FeedPosition;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.MirrorRules;
import dev.muster.store.Observation;
import dev.muster.store.RemovalStep;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mirror that follows the provider's events as far as a test says, on the test's clock. */
final class FollowedMirror implements MembershipStore {
  private final HandClock clock;
  private final Map<MembershipKey, MirrorEntry> entries = new HashMap<>();

  /** How far it has come; null for not proven. */
  @Nullable FeedPosition position;

  /** What happens between the read of a key and its answer. */
  Runnable whileFound = () -> {};

  int finds;

  FollowedMirror(HandClock clock) {
    this.clock = clock;
  }

  /** A run of events whose cursor was taken now, and whose walk is complete. */
  void begins(long generation) {
    position = new FeedPosition(generation, clock.instant(), clock.instant());
  }

  /** A poll that reached the end of the log now, by an allowance ago. */
  void proves(Duration allowance) {
    FeedPosition old = java.util.Objects.requireNonNull(position);
    position = new FeedPosition(old.generation(), old.base(), clock.instant().minus(allowance));
  }

  /** An event of a membership that began or changed. */
  void states(MembershipKey key, Membership membership, @Nullable Instant asOf) {
    entries.put(key, EventRules.stated(key, entry(key), membership, asOf));
  }

  /** An event of a deletion. */
  void ends(MembershipKey key, Membership last) {
    entries.put(key, EventRules.ended(key, entry(key), last, true, clock.instant()));
  }

  MirrorEntry entry(MembershipKey key) {
    return entries.getOrDefault(key, new MirrorEntry.Unknown());
  }

  void put(MembershipKey key, MirrorEntry entry) {
    entries.put(key, entry);
  }

  @Override
  public Read find(MembershipKey key) {
    finds++;
    Read read = new Read(entry(key), clock.instant(), position);
    whileFound.run();
    return read;
  }

  @Override
  public Write record(MembershipKey key, Observation seen, long epoch) {
    return kept(key, MirrorRules.decide(key, entry(key), seen, epoch, clock.instant()));
  }

  @Override
  public Write remove(MembershipKey key, RemovalStep step) {
    return kept(key, MirrorRules.decide(key, entry(key), step, clock.instant()));
  }

  private Write kept(MembershipKey key, Write write) {
    if (write.verdict() == Verdict.ACCEPTED) {
      entries.put(key, write.entry());
    }
    return write;
  }
}
