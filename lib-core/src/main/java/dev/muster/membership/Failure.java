package dev.muster.membership;

import dev.muster.provider.ProviderException;
import dev.muster.store.StoreException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why something could not be found out: neither yes nor no. Classified by exception type, never by
 * message text.
 *
 * @param cause the kind of failure
 * @param retryAfter the provider's own hint when to come back, or null
 */
public record Failure(Cause cause, @Nullable Duration retryAfter) {
  /** Checks the cause. */
  public Failure {
    Objects.requireNonNull(cause, "cause");
  }

  /**
   * A failure without a hint.
   *
   * @param cause the kind
   * @return the failure
   */
  public static Failure of(Cause cause) {
    return new Failure(cause, null);
  }

  /**
   * Classifies what an SPI threw.
   *
   * @param thrown any unchecked exception
   * @return the failure
   */
  public static Failure of(RuntimeException thrown) {
    if (thrown instanceof ProviderException provider) {
      return provider.fold(
          unavailable -> new Failure(Cause.PROVIDER_UNAVAILABLE, unavailable.retryAfter()),
          rejected -> of(Cause.PROVIDER_REJECTED),
          misconfigured -> of(Cause.PROVIDER_MISCONFIGURED));
    }
    if (thrown instanceof BoundedCalls.Unanswered unanswered) {
      return of(unanswered.kind());
    }
    return of(thrown instanceof StoreException ? Cause.STORE_UNAVAILABLE : Cause.DEFECT);
  }

  /** The kinds of failure. */
  public enum Cause {
    /** The provider is down, slow, limiting, or answered garbage. */
    PROVIDER_UNAVAILABLE,
    /** The provider refused the look-up itself. */
    PROVIDER_REJECTED,
    /** The provider does not accept our own key: an operator's error. */
    PROVIDER_MISCONFIGURED,
    /** Our own database could not answer. */
    STORE_UNAVAILABLE,
    /** The deadline of the decision passed. */
    TIMED_OUT,
    /** The caller's thread was interrupted; its flag is set again. */
    INTERRUPTED,
    /** Too many look-ups wait already. */
    OVERLOADED,
    /** Others kept changing the same key while it was read. */
    CONTENDED,
    /** The provider's answer is older than what is known already. */
    SUPERSEDED,
    /** The evidence outgrew its bound before the decision was returned. */
    STALE,
    /** The listener did not take the decision down, so no yes may leave. */
    AUDIT_FAILED,
    /** An implementation threw what its contract does not allow. */
    DEFECT
  }
}
