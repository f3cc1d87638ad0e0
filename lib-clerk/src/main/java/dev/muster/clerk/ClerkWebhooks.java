package dev.muster.clerk;

import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderException;
import dev.muster.provider.Secret;
import dev.muster.provider.WebhookSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Clerk's webhooks, which Svix signs and sends: {@code HMAC-SHA256(id + "." + seconds + "." +
 * body)}, in the headers {@code svix-id}, {@code svix-timestamp} and {@code svix-signature}, or the
 * same of {@code webhook-}. Safe for many threads; never blocks.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Only a message whose raw bytes were signed with one of the secrets, at most {@link
 * #DEFAULT_WINDOW} from our clock unless said otherwise, is accepted. Signatures are compared in
 * constant time. Its id is Svix's, the same when it is sent again.
 */
public final class ClerkWebhooks implements WebhookSource {
  /** Default of {@link #within}: 5 minutes. */
  public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(5);

  private static final Duration LONGEST_WINDOW = Duration.ofHours(1);

  private final List<SvixKey> keys;
  private final Duration window;

  private ClerkWebhooks(List<SvixKey> keys, Duration window) {
    this.keys = keys;
    this.window = window;
  }

  /**
   * Webhooks of one endpoint.
   *
   * @param secret the endpoint's signing secret: {@code whsec_} and base64
   * @param older also taken, while the secret is changed
   * @return the source, with the default window
   * @throws IllegalArgumentException naming all secrets of another form, by their place
   */
  public static ClerkWebhooks of(Secret secret, Secret... older) {
    List<Secret> all = new ArrayList<>(List.of(Objects.requireNonNull(secret, "secret")));
    all.addAll(List.of(Objects.requireNonNull(older, "older")));
    return new ClerkWebhooks(SvixKey.all(all), DEFAULT_WINDOW);
  }

  /**
   * With another window.
   *
   * @param window how far from our clock a message may have been signed, before and after; more
   *     than 0, at most an hour
   * @return another source
   * @throws IllegalArgumentException if it is out of bounds
   */
  public ClerkWebhooks within(Duration window) {
    Objects.requireNonNull(window, "window");
    if (window.isNegative() || window.isZero() || window.compareTo(LONGEST_WINDOW) > 0) {
      throw new IllegalArgumentException(
          "window must be more than 0 and at most an hour, but was " + window);
    }
    return new ClerkWebhooks(keys, window);
  }

  @Override
  public Receipt read(UnaryOperator<@Nullable String> headers, byte[] body, Instant now) {
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(now, "now");
    SvixHeaders signed = SvixHeaders.of(headers);
    if (signed == null) {
      return new Receipt.Refused(Why.UNSIGNED);
    }
    if (body.length == 0) {
      return new Receipt.Refused(Why.NOT_RAW);
    }
    if (!isSigned(signed, body)) {
      return new Receipt.Refused(Why.BAD_SIGNATURE);
    }
    if (Duration.between(signed.at(), now).abs().compareTo(window) > 0) {
      return new Receipt.Refused(Why.OUT_OF_TIME);
    }
    return event(signed.id(), body);
  }

  /** The number of secrets and the window; no secret. */
  @Override
  public String toString() {
    return "ClerkWebhooks[" + keys.size() + " secrets, window " + window + "]";
  }

  /* Each secret and each signature is tried, whichever fits: the time says only how many. */
  private boolean isSigned(SvixHeaders headers, byte[] body) {
    boolean signed = false;
    for (SvixKey key : keys) {
      Secret ours = key.signature(headers.signedPart(), body);
      for (Secret signature : headers.signatures()) {
        signed |= ours.equals(signature);
      }
    }
    return signed;
  }

  private static Receipt event(String id, byte[] body) {
    try {
      ProviderEvent event = EventReader.read(id, body);
      return new Receipt.Accepted(id, event);
    } catch (ProviderException unreadable) {
      return new Receipt.Refused(Why.MALFORMED);
    }
  }
}
