package dev.muster.testkit;

import dev.muster.audit.EntryEvent;
import dev.muster.audit.MusterEvent;
import dev.muster.audit.MusterListener;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A listener that fails a test where a request ended well and nothing had decided that it may. Give
 * it to the Muster, around the host's own listener if there is one, and call {@link #assertNone()}
 * at the end. Safe for many threads; never blocks.
 */
public final class UnguardedRequests implements MusterListener {
  private final MusterListener host;
  private final List<String> found = new CopyOnWriteArrayList<>();

  private UnguardedRequests(MusterListener host) {
    this.host = host;
  }

  /**
   * A listener for a host that has none.
   *
   * @return the listener
   */
  public static UnguardedRequests watched() {
    return around(MusterListener.none());
  }

  /**
   * A listener that tells another one everything.
   *
   * @param host the host's own
   * @return the listener
   */
  public static UnguardedRequests around(MusterListener host) {
    return new UnguardedRequests(Objects.requireNonNull(host, "host"));
  }

  @Override
  public void heard(MusterEvent event) {
    if (event instanceof MusterEvent.AtEntry entry
        && entry.event() instanceof EntryEvent.Unguarded unguarded) {
      found.add(unguarded.where());
    }
    host.heard(event);
  }

  /**
   * Fails if there was one.
   *
   * @throws AssertionError naming what was mapped where each was
   */
  public void assertNone() {
    if (!found.isEmpty()) {
      throw new AssertionError(
          found.size() + " requests ended well and nothing had decided that they may: " + found);
    }
  }
}
