package dev.muster.testkit.http;

import dev.muster.provider.Membership;
import dev.muster.provider.Secret;
import dev.muster.provider.WebhookSource;
import dev.muster.testkit.FakeEvent;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.WebhookSigner;
import dev.muster.testkit.contract.WebhooksUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** The fake's webhooks on the contract's stage, signed as one of two providers signs. */
public final class FakeWebhookStage implements WebhooksUnderTest {
  /** The endpoint's secret. */
  public static final Secret CURRENT = Secret.of("whsec_Y3VycmVudA==");

  private final WebhookSigner current;
  private final WebhookSigner older;
  private final WebhookSigner stranger;

  private final WebhookSource source;

  private FakeWebhookStage(FakeWebhookStage of, WebhookSource source) {
    current = of.current;
    older = of.older;
    stranger = of.stranger;
    this.source = source;
  }

  private FakeWebhookStage(Function<Secret, WebhookSigner> signer) {
    current = signer.apply(CURRENT);
    older = signer.apply(Secret.of("whsec_b2xkZXI="));
    stranger = signer.apply(Secret.of("whsec_c3RyYW5nZXI="));
    source = FakeWebhooks.source(current, older);
  }

  public static FakeWebhookStage workOs() {
    return new FakeWebhookStage(WebhookSigner::workOs);
  }

  public static FakeWebhookStage svix() {
    return new FakeWebhookStage(WebhookSigner::svix);
  }

  @Override
  public WebhookSource source() {
    return source;
  }

  /** The same messages, for another reader. */
  public FakeWebhookStage reading(WebhookSource other) {
    return new FakeWebhookStage(this, other);
  }

  @Override
  public Duration window() {
    return Duration.ofMinutes(5);
  }

  @Override
  public String ended(String event, Instant at, Membership ended) {
    return EventWire.write(
            new FakeEvent(
                event, FakeEvent.Type.MEMBERSHIP_DELETED, at, new FakeEvent.OfMembership(ended)))
        .toString();
  }

  @Override
  public String unknown(String event, Instant at) {
    return "{\"id\":\"" + event + "\",\"type\":\"moon.risen\",\"happenedAt\":\"" + at + "\"}";
  }

  @Override
  public SignedWebhook sign(String event, Instant sentAt, String body, Signer signer) {
    return switch (signer) {
      case CURRENT -> current.sign(event, sentAt, body);
      case OLDER -> older.sign(event, sentAt, body);
      case STRANGER -> stranger.sign(event, sentAt, body);
    };
  }
}
