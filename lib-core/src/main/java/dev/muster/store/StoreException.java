package dev.muster.store;

import org.jspecify.annotations.Nullable;

/** A store could not answer. Becomes "undecided", never a yes or a no. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure of a store.
   *
   * @param message what was tried, without values of rows
   * @param cause the failure below, or null
   */
  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
