package dev.muster.clerk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.provider.Membership;
import dev.muster.provider.Secret;
import dev.muster.provider.WebhookSource;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.WebhookSigner;
import dev.muster.testkit.contract.WebhookSourceContract;
import dev.muster.testkit.contract.WebhooksUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** The adapter keeps the contract of webhooks, on messages as Clerk's document writes them. */
class ClerkWebhooksContractTest extends WebhookSourceContract {
  private static final Secret CURRENT = Secret.of("whsec_bWFya2VyLWN1cnJlbnQtMDE=");
  private static final Secret OLDER = Secret.of("whsec_bWFya2VyLW9sZGVyLTAwMDE=");
  private static final Secret STRANGER = Secret.of("whsec_bWFya2VyLXN0cmFuZ2VyLTA=");

  @Override
  protected WebhooksUnderTest open() {
    return new Stage();
  }

  private static final class Stage implements WebhooksUnderTest {
    @Override
    public WebhookSource source() {
      return ClerkWebhooks.of(CURRENT, OLDER);
    }

    @Override
    public Duration window() {
      return ClerkWebhooks.DEFAULT_WINDOW;
    }

    @Override
    public String ended(String event, Instant at, Membership ended) {
      return event("organizationMembership.deleted", at, membership(ended));
    }

    @Override
    public String unknown(String event, Instant at) {
      return event("moon.risen", at, JsonNodeFactory.instance.objectNode());
    }

    @Override
    public SignedWebhook sign(String event, Instant sentAt, String body, Signer signer) {
      Secret secret =
          switch (signer) {
            case CURRENT -> CURRENT;
            case OLDER -> OLDER;
            case STRANGER -> STRANGER;
          };
      return WebhookSigner.svix(secret).sign(event, sentAt, body);
    }

    private static ObjectNode membership(Membership row) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("object", "organization_membership").put("id", row.id().value());
      node.put("role", row.roles().get(0).value());
      node.put("updated_at", Objects.requireNonNull(row.updatedAt()).toEpochMilli());
      node.putObject("organization").put("id", row.organization().value());
      node.putObject("public_user_data").put("user_id", row.user().value());
      return node;
    }

    private static String event(String type, Instant at, ObjectNode data) {
      ObjectNode event = JsonNodeFactory.instance.objectNode();
      event.put("object", "event").put("type", type).put("timestamp", at.toEpochMilli());
      event.set("data", data);
      return event.toString();
    }
  }
}
