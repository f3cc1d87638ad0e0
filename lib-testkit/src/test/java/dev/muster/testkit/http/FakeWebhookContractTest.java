package dev.muster.testkit.http;

import dev.muster.testkit.contract.WebhookSourceContract;
import dev.muster.testkit.contract.WebhooksUnderTest;
import org.junit.jupiter.api.Nested;

/** The receiving end of the fake's webhooks, however they are signed. */
class FakeWebhookContractTest {
  @Nested
  class Signed_as_WorkOs_does extends WebhookSourceContract {
    @Override
    protected WebhooksUnderTest open() {
      return FakeWebhookStage.workOs();
    }
  }

  @Nested
  class Signed_by_Svix extends WebhookSourceContract {
    @Override
    protected WebhooksUnderTest open() {
      return FakeWebhookStage.svix();
    }
  }
}
