package dev.muster.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of refresh tokens in this process's memory, for tests: one node alone needs no store.
 * Safe for many threads; never blocks on I/O.
 */
public final class InMemoryRefreshStore implements RefreshStore {
  /** How many outcomes are recorded from one sweep to the next. */
  private static final int SWEEP_EVERY = 10;

  private final InstantSource clock;
  private final Map<Key, Row> rows = new HashMap<>();
  private int untilSweep = SWEEP_EVERY;

  /**
   * An empty store.
   *
   * @param clock the store's clock
   */
  public InMemoryRefreshStore(InstantSource clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * How many rows there are, those whose time is over among them.
   *
   * @return their number
   */
  public synchronized int size() {
    return rows.size();
  }

  @Override
  public synchronized Claim claim(Key key, UUID claim, Duration lease) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(claim, "claim");
    Instant now = clock.instant();
    Instant end = now.plus(Objects.requireNonNull(lease, "lease"));
    Row row = alive(key, now);
    if (row == null || (row.outcome() == null && row.claim().equals(claim))) {
      rows.put(key, new Row(claim, null, end));
      return new Claim.Yours();
    }
    return row.outcome() == null ? new Claim.Busy() : new Claim.Done(row.outcome());
  }

  @Override
  public synchronized boolean complete(Key key, UUID claim, String outcome, Duration keep) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(claim, "claim");
    Objects.requireNonNull(outcome, "outcome");
    Instant now = clock.instant();
    Instant end = now.plus(Objects.requireNonNull(keep, "keep"));
    Row row = alive(key, now);
    if (row != null && row.outcome() != null) {
      return row.claim().equals(claim);
    }
    rows.put(key, new Row(claim, outcome, end));
    if (--untilSweep == 0) {
      untilSweep = SWEEP_EVERY;
      rows.values().removeIf(old -> !old.isAlive(now));
    }
    return true;
  }

  @Override
  public synchronized void release(Key key, UUID claim) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(claim, "claim");
    Row row = rows.get(key);
    if (row != null && row.outcome() == null && row.claim().equals(claim)) {
      rows.remove(key);
    }
  }

  private @Nullable Row alive(Key key, Instant now) {
    Row row = rows.get(key);
    return row != null && row.isAlive(now) ? row : null;
  }

  private record Row(UUID claim, @Nullable String outcome, Instant end) {
    boolean isAlive(Instant now) {
      return now.isBefore(end);
    }
  }
}
