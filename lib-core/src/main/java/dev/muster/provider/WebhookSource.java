package dev.muster.provider;

import java.time.Instant;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * <strong>SPI.</strong> What a provider may also have: webhooks, signed over their raw bytes. Safe
 * for many threads; never blocks.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Whatever the headers and the body are, the answer is a {@link Receipt} and never an exception.
 * Only a message that was signed with one of the host's secrets, not too long ago, is accepted.
 */
@FunctionalInterface
public interface WebhookSource {
  /**
   * Verifies and reads one message.
   *
   * @param headers gives the value of a header by its name, in any case, or null
   * @param body the raw body, byte for byte as it came
   * @param now our clock
   * @return what it is
   */
  Receipt read(UnaryOperator<@Nullable String> headers, byte[] body, Instant now);

  /** What a message is. */
  sealed interface Receipt {
    /**
     * The provider sent it.
     *
     * @param message the message's id, the same when it is sent again
     * @param event what it tells
     */
    record Accepted(String message, ProviderEvent event) implements Receipt {
      /** Checks the parts. */
      public Accepted {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(event, "event");
      }
    }

    /**
     * It counts for nothing.
     *
     * @param why the reason
     */
    record Refused(Why why) implements Receipt {
      /** Checks the reason. */
      public Refused {
        Objects.requireNonNull(why, "why");
      }
    }
  }

  /** Why a message counts for nothing. */
  enum Why {
    /** A header is missing or has another form. */
    UNSIGNED,
    /** The body is empty: something read it before, or parsed it. Hand over the raw bytes. */
    NOT_RAW,
    /**
     * Signed with no secret of ours, or not these bytes: a body that was parsed and written again.
     */
    BAD_SIGNATURE,
    /** Signed too long ago, or in the future: a message sent again by somebody else. */
    OUT_OF_TIME,
    /** Signed by the provider, but not readable. */
    MALFORMED
  }
}
