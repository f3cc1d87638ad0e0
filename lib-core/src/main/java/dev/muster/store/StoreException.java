package dev.muster.store;

import org.jspecify.annotations.Nullable;

/** A store could not answer. Becomes "undecided", never a yes or a no. */
public sealed class StoreException extends RuntimeException {
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

  /** The member has no record, and making one is the host's to do: trying again can't help. */
  public static final class NoRecord extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is missing.
     *
     * @param message what, without values of rows
     */
    public NoRecord(String message) {
      super(message, null);
    }
  }
}
