package dev.muster.lease;

import dev.muster.decision.Decision;

/**
 * <strong>SPI.</strong> Who holds a lease: a connection, an upload, a job. Called on a thread of
 * the scheduler, one call at a time for each lease; it should return at once, and what it throws is
 * logged and goes no further.
 */
public interface LeaseHolder {
  /**
   * Access has ended: the membership is gone, or the role does not suffice any more. Told once, and
   * nothing is told after it.
   *
   * @param denied why
   */
  void ended(Decision.Denied denied);

  /**
   * It can't be found out any more whether access stands: do nothing that needs it until {@link
   * #resumed()}. Told once for each outage that lasts beyond the bound and the host's grace.
   *
   * @param undecided why
   */
  default void suspended(Decision.Undecided undecided) {}

  /** Access stands again after a suspension. */
  default void resumed() {}
}
