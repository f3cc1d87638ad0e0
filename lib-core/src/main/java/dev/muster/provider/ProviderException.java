package dev.muster.provider;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Why a provider gave no answer: unavailable, rejected or misconfigured. Thrown by adapters only;
 * it never reaches a client. Its message holds no raw provider text, no token and no body.
 */
public abstract sealed class ProviderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ProviderException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Takes the branch for this kind.
   *
   * @param unavailable for {@link Unavailable}
   * @param rejected for {@link Rejected}
   * @param misconfigured for {@link Misconfigured}
   * @param <T> the answer's type
   * @return the branch's answer
   */
  public final <T> T fold(
      Function<Unavailable, T> unavailable,
      Function<Rejected, T> rejected,
      Function<Misconfigured, T> misconfigured) {
    if (this instanceof Unavailable u) {
      return unavailable.apply(u);
    }
    return this instanceof Rejected r
        ? rejected.apply(r)
        : misconfigured.apply((Misconfigured) this);
  }

  /**
   * When the provider asked to be called again.
   *
   * @return its hint, or null if it gave none
   */
  public @Nullable Duration retryAfter() {
    return null;
  }

  /**
   * An outage: rate limit, 5xx, time-out, refused connection, cut or malformed answer. Neither yes
   * nor no.
   */
  public static final class Unavailable extends ProviderException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /**
     * An outage without a hint when to come back.
     *
     * @param message what failed, without secrets or raw provider text
     * @param cause the failure below, or null; null also where its text is the provider's, or holds
     *     addresses, statements or values: a log prints causes
     */
    public Unavailable(String message, @Nullable Throwable cause) {
      this(message, cause, null);
    }

    /**
     * An outage.
     *
     * @param message what failed, without secrets or raw provider text
     * @param cause as for the other constructor
     * @param retryAfter the provider's own hint, or null
     */
    public Unavailable(String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
      super(message, cause);
      this.retryAfter = retryAfter;
    }

    @Override
    public @Nullable Duration retryAfter() {
      return retryAfter;
    }
  }

  /** A definite refusal of what was asked, for a reason that is not our own credentials. */
  public static final class Rejected extends ProviderException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * A refusal.
     *
     * @param code a stable word of the adapter's own table, safe to show
     */
    public Rejected(String code) {
      super("the provider refused: " + Objects.requireNonNull(code, "code"), null);
      this.code = code;
    }

    /**
     * The adapter's word for the refusal.
     *
     * @return safe to show
     */
    public String code() {
      return code;
    }
  }

  /** The provider does not accept our own credentials or configuration: an operator's error. */
  public static final class Misconfigured extends ProviderException {
    private static final long serialVersionUID = 1L;

    /**
     * An operator's error.
     *
     * @param message which setting is wrong, without its value
     */
    public Misconfigured(String message) {
      super(message, null);
    }
  }
}
