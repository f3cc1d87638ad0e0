package dev.muster.audit;

import dev.muster.decision.Decision;
import dev.muster.membership.Failure;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the host's listener, and keeps its failures from becoming a yes. Safe for many threads. */
public final class Audit {
  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

  private final MusterListener listener;

  /**
   * An audit over a listener.
   *
   * @param listener the host's
   */
  public Audit(MusterListener listener) {
    this.listener = Objects.requireNonNull(listener, "listener");
  }

  /**
   * Tells a decision.
   *
   * @param decision the decision
   * @return the same decision; undecided if it was a yes that the listener failed to hear
   */
  public Decision decided(Decision decision) {
    if (listener == Silence.NOBODY) {
      return decision;
    }
    if (tell(new MusterEvent.Decided(decision)) || !(decision instanceof Decision.Granted)) {
      return decision;
    }
    return new Decision.Undecided(Failure.of(Failure.Cause.AUDIT_FAILED), decision.explanation());
  }

  /**
   * Tells an event.
   *
   * @param event the event
   * @return false if the listener threw
   */
  public boolean tell(MusterEvent event) {
    try {
      listener.heard(event);
      return true;
    } catch (RuntimeException thrown) {
      LOG.error(
          "the listener threw {} at {}",
          thrown.getClass().getName(),
          event.getClass().getSimpleName());
      return false;
    }
  }
}
