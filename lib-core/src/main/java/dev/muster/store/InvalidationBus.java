package dev.muster.store;

/**
 * <strong>SPI.</strong> Wakes the nodes of a host when the {@link ChangeLog} has grown, so that
 * they need not wait for their next look at it. What it carries proves nothing, and what it loses
 * costs the interval between two looks. Safe for many threads.
 */
public interface InvalidationBus {
  /**
   * Tells all nodes that the log has grown. Does not block, and fails silently. A bus of the
   * database that holds the log may do nothing here, and wake with each commit.
   */
  void wake();

  /**
   * Listens from now on, also after a lost connection is back.
   *
   * @param heard is run on a thread of the bus's; must not block. Also run when a connection comes
   *     back, because something may have been missed
   * @return stops listening
   */
  AutoCloseable listen(Runnable heard);
}
