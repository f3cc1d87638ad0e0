package dev.muster.testkit;

import dev.muster.provider.ProviderException;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import java.time.Duration;
import java.util.function.Supplier;

/** The way in for each call: counts it, then lets it through or makes it fail as scripted. */
final class Gate {
  private final CallLedger ledger;
  private final FaultScript faults;
  private final Duration deadline;

  Gate(CallLedger ledger, FaultScript faults, Duration deadline) {
    this.ledger = ledger;
    this.faults = faults;
    this.deadline = deadline;
  }

  <T> T call(Operation operation, Supplier<T> action) {
    ledger.record(operation);
    Fault fault = faults.take(operation);
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
