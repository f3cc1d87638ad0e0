package dev.muster.testkit.contract;

import dev.muster.store.InvalidationBus;

/**
 * <strong>SPI.</strong> One bus, and the log whose growth it tells of; the stage of {@link
 * InvalidationBusContract}. For one thread.
 */
public interface BusUnderTest extends AutoCloseable {
  /**
   * The bus.
   *
   * @return the same on every call
   */
  InvalidationBus bus();

  /**
   * Grows the log of changes, where the bus is of the database that holds it. The suite calls
   * {@link InvalidationBus#wake()} after it, as a node does.
   */
  void grow();

  /** Cuts the connections of those who listen. A bus that has none does nothing. */
  void cut();

  @Override
  void close();
}
