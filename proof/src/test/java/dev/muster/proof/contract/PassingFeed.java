package dev.muster.proof.contract;

import dev.muster.store.ChangeLog;
import dev.muster.store.ChangeStore;
import dev.muster.store.DirectoryStore;
import dev.muster.store.FeedStore;
import dev.muster.store.InMemoryChangeLog;
import dev.muster.store.InMemoryChangeStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryFeedStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.InMemoryWalkStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.WalkStore;
import dev.muster.testkit.contract.FeedUnderTest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** The in-memory stores of one log; a wrong one replaces some of them. */
class PassingFeed {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** Each look at the clock is a millisecond later than the one before. */
  final InstantSource clock = ticking();

  final InMemoryChangeLog log = new InMemoryChangeLog(clock);
  final InMemoryMembershipStore memberships = new InMemoryMembershipStore(clock, log);
  final InMemoryDirectoryStore directory = new InMemoryDirectoryStore(clock, log);
  final InMemoryOrganizationTokenStore tokens = new InMemoryOrganizationTokenStore(clock, log);
  final InMemoryFeedStore feed = new InMemoryFeedStore(memberships, directory, tokens, log, clock);
  final InMemoryWalkStore walks = new InMemoryWalkStore(memberships, feed);
  final InMemoryChangeStore changes =
      new InMemoryChangeStore(memberships, directory, tokens, clock);

  private static InstantSource ticking() {
    AtomicLong looks = new AtomicLong();
    return () -> START.plusMillis(looks.getAndIncrement());
  }

  FeedUnderTest stage() {
    return new FeedUnderTest(
        feed(), walks(), log(), memberships(), directory(), tokens(), changes());
  }

  FeedStore feed() {
    return feed;
  }

  WalkStore walks() {
    return walks;
  }

  ChangeLog log() {
    return log;
  }

  MembershipStore memberships() {
    return memberships;
  }

  DirectoryStore directory() {
    return directory;
  }

  OrganizationTokenStore tokens() {
    return tokens;
  }

  ChangeStore changes() {
    return changes;
  }
}
