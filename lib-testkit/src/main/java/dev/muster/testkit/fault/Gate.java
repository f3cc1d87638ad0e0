package dev.muster.testkit.fault;

import dev.muster.provider.ProviderException;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The way in for each call of a fake: counts it in the ledger, then lets it through or makes it
 * fail as the script says. Safe for many threads. A call blocks only in a scripted {@link
 * Fault.Hang} or {@link Fault.LateAnswer}, and there for at most the deadline.
 */
public final class Gate {
  private final CallLedger ledger = new CallLedger();
  private final FaultScript script = new FaultScript();
  private final Duration deadline;

  /**
   * A gate that lets everything through.
   *
   * @param deadline how long a call hangs at most, in real time; more than zero
   * @throws IllegalArgumentException if it is not
   */
  public Gate(Duration deadline) {
    Objects.requireNonNull(deadline, "deadline");
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("deadline must be more than 0, but was " + deadline);
    }
    this.deadline = deadline;
  }

  /**
   * What shall go wrong.
   *
   * @return the same object on every call
   */
  public FaultScript script() {
    return script;
  }

  /**
   * What came through.
   *
   * @return the same object on every call
   */
  public CallLedger ledger() {
    return ledger;
  }

  /**
   * Makes one call.
   *
   * @param operation which kind
   * @param action what the call does; it blocks nowhere
   * @param <T> the answer's type
   * @return the action's answer
   * @throws ProviderException as scripted, or as the action throws it
   */
  public <T> T call(Operation operation, Supplier<T> action) {
    Objects.requireNonNull(action, "action");
    ledger.record(operation);
    Fault fault = script.take(operation);
    if (fault == null) {
      return action.get();
    }
    if (fault instanceof Fault.Hang hang) {
      waitAt(hang.hold(), operation, fault);
      return action.get();
    }
    if (fault instanceof Fault.LateAnswer late) {
      T answer = action.get();
      waitAt(late.hold(), operation, fault);
      return answer;
    }
    if (fault instanceof Fault.LostAnswer) {
      try {
        T unused = action.get();
      } catch (Rejected lostToo) {
        throw unavailable(operation, fault);
      }
    }
    throw failure(operation, fault);
  }

  /**
   * How much later than it happened an event that happens now shall be seen; takes it off the
   * script.
   *
   * @return zero or more
   */
  public Duration takeEventDelay() {
    return script.takeEventDelay();
  }

  private void waitAt(Hold hold, Operation operation, Fault fault) {
    try {
      if (!hold.pass(deadline)) {
        throw unavailable(operation, fault);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(operation, fault);
    }
  }

  private static ProviderException failure(Operation operation, Fault fault) {
    if (fault instanceof Fault.KeyRejected) {
      return new Misconfigured("the provider does not accept our API key");
    }
    if (fault instanceof Fault.Refusal refusal) {
      return new Rejected(refusal.code());
    }
    return unavailable(operation, fault);
  }

  private static Unavailable unavailable(Operation operation, Fault fault) {
    Duration retryAfter = fault instanceof Fault.RateLimited limited ? limited.retryAfter() : null;
    return new Unavailable(
        "the fake provider failed " + operation + " as scripted",
        new InjectedFault(fault),
        retryAfter);
  }
}
