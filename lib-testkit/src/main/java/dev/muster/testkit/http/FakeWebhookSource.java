package dev.muster.testkit.http;

import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderException;
import dev.muster.provider.WebhookSource;
import dev.muster.rest.Fields;
import dev.muster.testkit.WebhookSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The receiving end of a fake's webhooks. */
final class FakeWebhookSource implements WebhookSource {
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final List<WebhookSigner> signers;

  FakeWebhookSource(List<WebhookSigner> signers) {
    if (signers.isEmpty()) {
      throw new IllegalArgumentException("signers must not be empty");
    }
    this.signers = signers;
  }

  @Override
  public Receipt read(UnaryOperator<@Nullable String> headers, byte[] body, Instant now) {
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(now, "now");
    Why last = Why.UNSIGNED;
    for (WebhookSigner signer : signers) {
      Optional<Why> refusal = signer.refusal(headers, body, now, WINDOW);
      if (refusal.isEmpty()) {
        return event(body);
      }
      last = worse(last, refusal.get());
    }
    return new Receipt.Refused(last);
  }

  /**
   * What says more: a message that one signer signed too early says more than another's refusal.
   */
  private static Why worse(Why one, Why other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Receipt event(byte[] body) {
    try {
      ProviderEvent event = ToldWire.read(Fields.read(Protocol.PROVIDER, body));
      return new Receipt.Accepted(event.id(), event);
    } catch (ProviderException unreadable) {
      return new Receipt.Refused(Why.MALFORMED);
    }
  }
}
