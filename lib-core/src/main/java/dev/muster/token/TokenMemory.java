package dev.muster.token;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Readings of tokens by their hashes, for this node. Bounded, and forgetful: it may lose one at any
 * time. Decides nothing: who takes a reading asks whether it still counts. Safe for many threads;
 * takes no lock.
 */
final class TokenMemory {
  private static final int WAYS = 4;

  /** Where memory is full, one token in 6,000 finds no slot of its own. */
  private static final long SLOTS_A_TOKEN = 4;

  private static final int MAX_SLOTS = 1 << 22;

  private final AtomicReferenceArray<@Nullable Remembered> slots;
  private final int mask;

  TokenMemory(int size) {
    int wanted = (int) Math.min(MAX_SLOTS, Math.max(WAYS, size) * SLOTS_A_TOKEN);
    int length = Integer.highestOneBit(wanted - 1) << 1;
    slots = new AtomicReferenceArray<>(length);
    mask = length - WAYS;
  }

  @Nullable Remembered find(long a, long b, long c, long d) {
    int set = (int) a & mask;
    for (int i = set; i < set + WAYS; i++) {
      Remembered held = slots.getAcquire(i);
      if (held != null && held.is(a, b, c, d)) {
        return held;
      }
    }
    return null;
  }

  /** Keeps a reading in place of an earlier one of the same token, or of the oldest. */
  void put(Remembered reading) {
    int set = (int) reading.first & mask;
    int place = set;
    for (int i = set; i < set + WAYS; i++) {
      Remembered held = slots.getAcquire(i);
      if (held == null || held.is(reading.reading.hash())) {
        place = i;
        break;
      }
      Remembered victim = slots.getAcquire(place);
      if (victim != null && held.reading.nanos() - victim.reading.nanos() < 0) {
        place = i;
      }
    }
    slots.setRelease(place, reading);
  }
}
