package dev.muster.proof.contract;

import dev.muster.name.ChangeId;
import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.store.Change;
import dev.muster.store.ChangeStore;
import dev.muster.store.InMemoryChangeStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.RemovalStep;
import dev.muster.testkit.contract.ChangesUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** An outbox that passes everything on; a wrong one replaces one method. */
class PassingChanges implements ChangeStore {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** Each look at the clock is a millisecond later than the one before. */
  private final InstantSource clock = ticking();

  final InMemoryMembershipStore memberships = new InMemoryMembershipStore(clock);
  final InMemoryDirectoryStore directory = new InMemoryDirectoryStore(clock);
  final InMemoryOrganizationTokenStore tokens = new InMemoryOrganizationTokenStore(clock);
  final InMemoryChangeStore sound = new InMemoryChangeStore(memberships, directory, tokens, clock);

  private static InstantSource ticking() {
    AtomicLong looks = new AtomicLong();
    return () -> START.plusMillis(looks.getAndIncrement());
  }

  ChangesUnderTest stage() {
    return new ChangesUnderTest(this, memberships, directory, tokens);
  }

  @Override
  public Standing standing(Subject subject) {
    return sound.standing(subject);
  }

  @Override
  public Beginning begin(Change change, List<Standing> seen, Duration due) {
    return sound.begin(change, seen, due);
  }

  @Override
  public Beginning begin(
      Change.Removal removal, RemovalStep.Begin tombstone, List<Standing> seen, Duration due) {
    return sound.begin(removal, tombstone, seen, due);
  }

  @Override
  public Map<MembershipKey, Long> finish(ChangeId change, End end) {
    return sound.finish(change, end);
  }

  @Override
  public List<Change> takeDue(ProviderInstance provider, Duration again, int most) {
    return sound.takeDue(provider, again, most);
  }
}
