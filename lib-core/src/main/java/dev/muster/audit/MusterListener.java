package dev.muster.audit;

/**
 * <strong>SPI.</strong> The host's ear. Called on the thread of the request or of a look-up, after
 * the fact; must be safe for many threads and should not block.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Every decision is told before it is returned. A listener that throws is logged; a yes it
 * failed to take down becomes undecided, so nothing is granted that the audit does not hold. A no
 * stays a no.
 */
@FunctionalInterface
public interface MusterListener {
  /**
   * Hears what happened.
   *
   * @param event the event
   */
  void heard(MusterEvent event);

  /**
   * A listener that hears nothing.
   *
   * @return the listener
   */
  static MusterListener none() {
    return Silence.NOBODY;
  }
}
