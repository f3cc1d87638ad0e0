package dev.muster.testkit.assertion;

import dev.muster.decision.AccessException;
import dev.muster.decision.Decision;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The decision by which a call of the host's own code was refused. */
final class Refusal {
  private Refusal() {}

  static Decision of(ThrowingCallable call) {
    try {
      call.call();
    } catch (AccessException refused) {
      return refused.decision();
    } catch (Throwable other) {
      String what = other.getClass().getName();
      throw new AssertionError("expected the call to be refused, but it threw " + what, other);
    }
    throw new AssertionError("expected the call to be refused, but it returned");
  }
}
