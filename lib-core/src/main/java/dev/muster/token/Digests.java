package dev.muster.token;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Workplaces that hash tokens, lent one at a time, so that a warm request makes neither a digest
 * nor an array. Not bound to threads, which may be virtual and many. Safe for many threads; where
 * all are lent, another one is made.
 */
final class Digests {
  private static final int LENT_AT_MOST = 32;

  private final AtomicReferenceArray<@Nullable Workplace> idle =
      new AtomicReferenceArray<>(LENT_AT_MOST);
  private final int length;

  /** For tokens of one length. */
  Digests(int length) {
    this.length = length;
  }

  Workplace take() {
    Workplace free = idle.getAndSet(home(), null);
    return free == null ? new Workplace(length) : free;
  }

  void give(Workplace workplace) {
    idle.setRelease(home(), workplace);
  }

  private static int home() {
    return System.identityHashCode(Thread.currentThread()) & (LENT_AT_MOST - 1);
  }
}
