package dev.muster.workos;

import dev.muster.provider.Membership;
import dev.muster.provider.Secret;
import dev.muster.provider.WebhookSource;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.WebhookSigner;
import dev.muster.testkit.contract.WebhookSourceContract;
import dev.muster.testkit.contract.WebhooksUnderTest;
import java.time.Duration;
import java.time.Instant;

/** The adapter keeps the contract of webhooks, on messages as WorkOS's document writes them. */
class WorkOsWebhooksContractTest extends WebhookSourceContract {
  private static final Secret CURRENT = Secret.of("whk_current");
  private static final Secret OLDER = Secret.of("whk_older");

  @Override
  protected WebhooksUnderTest open() {
    return new Stage();
  }

  private static final class Stage implements WebhooksUnderTest {
    @Override
    public WebhookSource source() {
      return WorkOsWebhooks.of(CURRENT, OLDER);
    }

    @Override
    public Duration window() {
      return WorkOsWebhooks.DEFAULT_WINDOW;
    }

    @Override
    public String ended(String event, Instant at, Membership ended) {
      return DocumentedEvents.event(
              event, "organization_membership.deleted", at, DocumentedEvents.membership(ended))
          .toString();
    }

    @Override
    public String unknown(String event, Instant at) {
      return DocumentedEvents.event(event, "moon.risen", at, DocumentedEvents.object("moon"))
          .toString();
    }

    @Override
    public SignedWebhook sign(String event, Instant sentAt, String body, Signer signer) {
      Secret secret =
          switch (signer) {
            case CURRENT -> CURRENT;
            case OLDER -> OLDER;
            case STRANGER -> Secret.of("whk_stranger");
          };
      return WebhookSigner.workOs(secret).sign(event, sentAt, body);
    }
  }
}
