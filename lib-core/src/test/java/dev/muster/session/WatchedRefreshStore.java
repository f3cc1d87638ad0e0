package dev.muster.session;

import dev.muster.store.InMemoryRefreshStore;
import dev.muster.store.RefreshStore;
import dev.muster.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A store that shows all it was ever given, and fails as told. */
final class WatchedRefreshStore implements RefreshStore {
  final AtomicInteger claimsToFail = new AtomicInteger();
  final AtomicInteger claimsToFailAfterwards = new AtomicInteger();
  final AtomicInteger tellingsToFail = new AtomicInteger();
  final AtomicInteger told = new AtomicInteger();
  final List<String> dump = new CopyOnWriteArrayList<>();
  volatile UnaryOperator<Claim> answers = UnaryOperator.identity();
  private final RefreshStore sound;

  WatchedRefreshStore(InstantSource clock) {
    sound = new InMemoryRefreshStore(clock);
  }

  @Override
  public Claim claim(Key key, UUID claim, Duration lease) {
    dump.add(key.toString());
    failing(claimsToFail);
    Claim given = answers.apply(sound.claim(key, claim, lease));
    failing(claimsToFailAfterwards);
    return given;
  }

  @Override
  public boolean complete(Key key, UUID claim, String outcome, Duration keep) {
    dump.add(outcome);
    failing(tellingsToFail);
    boolean first = sound.complete(key, claim, outcome, keep);
    told.incrementAndGet();
    return first;
  }

  @Override
  public void release(Key key, UUID claim) {
    failing(tellingsToFail);
    sound.release(key, claim);
  }

  /** Waits until the store has been told of so many outcomes. */
  void awaitTold(int outcomes) {
    while (told.get() < outcomes) {
      Thread.onSpinWait();
    }
  }

  private static void failing(AtomicInteger left) {
    if (left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new StoreException("told to fail", null);
    }
  }
}
