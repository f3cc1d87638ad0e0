package dev.muster.workos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.workos.common.exceptions.RateLimitException;
import com.workos.common.exceptions.TransportException;
import com.workos.common.exceptions.WorkOSException;
import dev.muster.provider.ProviderException;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the SDK threw, as what it means: by type and status, never by message text. No message, body
 * or URL of the SDK goes on, since they hold e-mails, tokens and secrets.
 */
final class Failures {
  private static final Duration LONGEST_HINT = Duration.ofHours(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private Failures() {}

  /**
   * The refusal behind an exception, if it is one.
   *
   * @throws ProviderException if it is none
   */
  static Reply refusal(Exception thrown) {
    if (thrown instanceof ProviderException ours) {
      throw ours;
    }
    if (thrown instanceof InterruptedException || thrown instanceof InterruptedIOException) {
      Thread.currentThread().interrupt();
    }
    if (!(thrown instanceof WorkOSException failure) || failure instanceof TransportException) {
      // The SDK lets many kinds through: half a body, odd JSON, a bad header, its own null checks.
      throw noAnswer(thrown);
    }
    int status = failure.status;
    if (status == 429) {
      throw new Unavailable("WorkOS limits our rate", null, hint(failure));
    }
    if (status == 401) {
      throw new Misconfigured("WorkOS does not accept our API key");
    }
    if (status == 408 || status >= 500 || status < 400) {
      throw new Unavailable("WorkOS answered " + status, null);
    }
    return new Reply(status, json(failure.rawBody));
  }

  static Unavailable noAnswer(Throwable why) {
    return new Unavailable("no answer of WorkOS: " + why.getClass().getSimpleName(), null);
  }

  private static @Nullable Duration hint(WorkOSException failure) {
    Long seconds = failure instanceof RateLimitException limited ? limited.retryAfterSeconds : null;
    if (seconds == null || seconds < 0) {
      return null;
    }
    return seconds > LONGEST_HINT.toSeconds() ? LONGEST_HINT : Duration.ofSeconds(seconds);
  }

  private static JsonNode json(@Nullable String body) {
    try {
      return body == null ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }
}
