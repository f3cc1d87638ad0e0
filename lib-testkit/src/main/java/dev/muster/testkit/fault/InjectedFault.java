package dev.muster.testkit.fault;

import java.util.Objects;

/**
 * The cause of a failure that a {@link FaultScript} asked for. So a test's stack trace says that
 * the outage was ordered, and the server learns which fault to commit on the wire.
 */
public final class InjectedFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  /**
   * Names the fault.
   *
   * @param fault what was ordered
   */
  public InjectedFault(Fault fault) {
    super("injected fault " + Objects.requireNonNull(fault, "fault").getClass().getSimpleName());
    this.fault = fault;
  }

  /**
   * What was ordered.
   *
   * @return the fault
   */
  public Fault fault() {
    return fault;
  }
}
