package dev.muster.testkit.fault;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a call to the provider goes wrong. In memory it becomes the exception that the
 * SPI promises; over the wire the server commits it for real, and the client must come to the same
 * exception.
 */
public sealed interface Fault {
  /**
   * Too many calls: unavailable, on the wire a 429.
   *
   * @param retryAfter when to come back, or null for no hint; whole seconds on the wire
   */
  record RateLimited(@Nullable Duration retryAfter) implements Fault {
    /**
     * Checks the hint.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public RateLimited {
      if (retryAfter != null && retryAfter.isNegative()) {
        throw new IllegalArgumentException("retryAfter must be 0 or more, but was " + retryAfter);
      }
    }
  }

  /**
   * A broken provider: unavailable.
   *
   * @param status the status on the wire, 500 to 599
   */
  record ServerError(int status) implements Fault {
    /**
     * Checks the status.
     *
     * @throws IllegalArgumentException if it is none of a server error
     */
    public ServerError {
      if (status < 500 || status > 599) {
        throw new IllegalArgumentException("status must be 500 to 599, but was " + status);
      }
    }
  }

  /** Nobody there: unavailable; on the wire the connection closes without an answer. */
  record RefusedConnection() implements Fault {}

  /** An answer that is not what the protocol says: unavailable, never "absent". */
  record MalformedAnswer() implements Fault {}

  /** An answer whose body ends midway: unavailable, never "absent". */
  record CutAnswer() implements Fault {}

  /** Our own key is not accepted: misconfigured, on the wire a 401. */
  record KeyRejected() implements Fault {}

  /**
   * A definite refusal of what was asked: rejected.
   *
   * @param code its word, of {@code [a-z0-9_]}, 1 to 64 characters
   */
  record Refusal(String code) implements Fault {
    private static final Pattern FORM = Pattern.compile("[a-z0-9_]{1,64}");

    /**
     * Checks the word.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public Refusal {
      Objects.requireNonNull(code, "code");
      if (!FORM.matcher(code).matches()) {
        throw new IllegalArgumentException("code must have 1 to 64 characters a-z, 0-9 and _");
      }
    }
  }

  /**
   * A call that hangs before it takes effect. Released, it goes on; not released within the call
   * deadline, or interrupted, it is unavailable.
   *
   * @param hold where it waits
   */
  record Hang(Hold hold) implements Fault {
    /** Checks the hold. */
    public Hang {
      Objects.requireNonNull(hold, "hold");
    }
  }

  /**
   * A call that takes effect, or reads, at once and whose answer then hangs: what a slow network
   * does to a read that was overtaken.
   *
   * @param hold where the answer waits
   */
  record LateAnswer(Hold hold) implements Fault {
    /** Checks the hold. */
    public LateAnswer {
      Objects.requireNonNull(hold, "hold");
    }
  }

  /** A call that takes effect and whose answer is lost: unavailable, and done all the same. */
  record LostAnswer() implements Fault {}
}
