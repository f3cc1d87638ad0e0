package dev.muster.proof.simulation;

import dev.muster.store.ChangeLog;
import dev.muster.store.DirectoryStore;
import dev.muster.store.FeedStore;
import dev.muster.store.InMemoryChangeLog;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryFeedStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryRoleStore;
import dev.muster.store.InMemoryWalkStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.RoleStore;
import dev.muster.store.WalkStore;
import java.time.InstantSource;

/**
 * The one database of all nodes.
 *
 * @param memberships the mirror
 * @param directory the register
 * @param roles the host's roles
 * @param feed where the feed stands
 * @param walks how far walks have come
 * @param log what changed
 */
record SimDatabase(
    MembershipStore memberships,
    DirectoryStore directory,
    RoleStore roles,
    FeedStore feed,
    WalkStore walks,
    ChangeLog log) {
  static SimDatabase inMemory(InstantSource clock) {
    InMemoryChangeLog log = new InMemoryChangeLog(clock);
    InMemoryMembershipStore memberships = new InMemoryMembershipStore(clock, log);
    InMemoryDirectoryStore directory = new InMemoryDirectoryStore(clock, log);
    InMemoryFeedStore feed = new InMemoryFeedStore(memberships, directory, null, log, clock);
    return new SimDatabase(
        memberships,
        directory,
        new InMemoryRoleStore(),
        feed,
        new InMemoryWalkStore(memberships, feed),
        log);
  }

  SimDatabase with(MembershipStore other) {
    return new SimDatabase(other, directory, roles, feed, walks, log);
  }

  SimDatabase with(FeedStore other) {
    return new SimDatabase(memberships, directory, roles, other, walks, log);
  }

  SimDatabase with(WalkStore other) {
    return new SimDatabase(memberships, directory, roles, feed, other, log);
  }

  SimDatabase with(ChangeLog other) {
    return new SimDatabase(memberships, directory, roles, feed, walks, other);
  }

  /** As one process sees it. */
  SimDatabase over(Wire wire) {
    return new SimDatabase(
        wire.toStore(MembershipStore.class, memberships),
        wire.toStore(DirectoryStore.class, directory),
        wire.toStore(RoleStore.class, roles),
        wire.toStore(FeedStore.class, feed),
        wire.toStore(WalkStore.class, walks),
        wire.toStore(ChangeLog.class, log));
  }
}
