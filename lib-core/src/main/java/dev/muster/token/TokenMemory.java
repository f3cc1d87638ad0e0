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

  /** With two sets for each token, hardly one finds no slot of its own where memory is full. */
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
    Remembered held = in((int) a & mask, a, b, c, d);
    return held == null ? in((int) b & mask, a, b, c, d) : held;
  }

  private @Nullable Remembered in(int set, long a, long b, long c, long d) {
    for (int i = set; i < set + WAYS; i++) {
      Remembered held = slots.getAcquire(i);
      if (held != null && held.is(a, b, c, d)) {
        return held;
      }
    }
    return null;
  }

  /**
   * Keeps a reading in place of an earlier one of the same token, else where there is room in
   * either of its two sets, else of the oldest.
   */
  void put(Remembered reading) {
    int first = (int) reading.first & mask;
    int second = (int) reading.second & mask;
    int place = -1;
    for (int i = 0; i < 2 * WAYS; i++) {
      int slot = i < WAYS ? first + i : second + i - WAYS;
      Remembered held = slots.getAcquire(slot);
      if (held != null && held.is(reading.reading.hash())) {
        place = slot;
        break;
      }
      if (place < 0 || isOlder(held, slots.getAcquire(place))) {
        place = slot;
      }
    }
    slots.setRelease(place, reading);
  }

  /** An empty slot is older than all. */
  private static boolean isOlder(@Nullable Remembered one, @Nullable Remembered other) {
    return other != null && (one == null || one.reading.nanos() - other.reading.nanos() < 0);
  }
}
