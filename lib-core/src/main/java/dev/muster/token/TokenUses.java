package dev.muster.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.membership.Timeline;
import dev.muster.name.TokenId;
import dev.muster.store.OrganizationTokenStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When tokens were last used: at most once a minute for each, gathered, and written in the
 * background. Bounded; what the store does not take waits, and fails no request. Safe for many
 * threads; a use never blocks.
 */
final class TokenUses {
  /** How long a token's further uses are as good as its last recorded one. */
  static final Duration MINUTE = Duration.ofMinutes(1);

  /** How long uses are gathered. */
  static final Duration GATHERING = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(TokenUses.class);
  private static final int MOST = 10_000;
  private static final int BATCH = 500;

  private final OrganizationTokenStore store;
  private final Timeline timeline;
  private final Executor executor;
  private final Cache<TokenId, Use> known = Caffeine.newBuilder().maximumSize(MOST).build();
  private final Map<TokenId, Instant> waiting = new ConcurrentHashMap<>();
  private final AtomicBoolean writing = new AtomicBoolean();
  private final AtomicLong nextWrite;

  TokenUses(OrganizationTokenStore store, Timeline timeline, Executor executor) {
    this.store = store;
    this.timeline = timeline;
    this.executor = executor;
    this.nextWrite = new AtomicLong(timeline.ticks());
  }

  /** The record of one token, the same for all who use it on this node. */
  Use of(TokenId token) {
    return known.get(token, id -> new Use(id, timeline.ticks()));
  }

  /** Counts a use at a reading of the ticker. */
  void used(Use use, long ticks) {
    long next = use.next;
    if (ticks - next < 0 || !Use.NEXT.compareAndSet(use, next, ticks + MINUTE.toNanos())) {
      return;
    }
    if (waiting.size() < MOST) {
      long wall = timeline.now().wallNanos();
      Instant now = Instant.ofEpochSecond(0, wall);
      waiting.merge(use.token, now, (a, b) -> a.isAfter(b) ? a : b);
    }
    long due = nextWrite.get();
    if (ticks - due >= 0 && nextWrite.compareAndSet(due, ticks + GATHERING.toNanos())) {
      try {
        executor.execute(this::write);
      } catch (RejectedExecutionException full) {
        LOG.debug("uses of tokens wait, since no thread is free");
      }
    }
  }

  /** Writes what waits. Blocks on the store; whatever that throws is logged and kept. */
  void write() {
    if (!writing.compareAndSet(false, true)) {
      return;
    }
    try {
      while (!waiting.isEmpty()) {
        Map<TokenId, Instant> batch = new HashMap<>();
        waiting.entrySet().stream()
            .limit(BATCH)
            .forEach(entry -> batch.put(entry.getKey(), entry.getValue()));
        store.used(batch);
        batch.forEach(waiting::remove);
      }
    } catch (RuntimeException failed) {
      LOG.warn("{} uses of tokens wait: {}", waiting.size(), failed.getClass().getName());
    } finally {
      writing.set(false);
    }
  }

  /** How many uses wait to be written. */
  int waiting() {
    return waiting.size();
  }

  /** When the use of one token is to be recorded next. */
  static final class Use {
    private static final AtomicLongFieldUpdater<Use> NEXT =
        AtomicLongFieldUpdater.newUpdater(Use.class, "next");

    private final TokenId token;
    private volatile long next;

    Use(TokenId token, long now) {
      this.token = token;
      this.next = now;
    }
  }
}
