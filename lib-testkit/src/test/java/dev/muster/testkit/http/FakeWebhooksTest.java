package dev.muster.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.Secret;
import dev.muster.rest.Fields;
import dev.muster.testkit.FakeEvent;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.WebhookSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("KIT-1")
class FakeWebhooksTest {
  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeIdentityProvider fake =
      FakeIdentityProvider.builder(new ProviderInstance("test"))
          .profile(ProviderProfile.CLERK)
          .clock(clock)
          .build();
  private final FakeWebhooks webhooks =
      FakeWebhooks.of(fake, WebhookSigner.svix(Secret.of("whsec_c2VjcmV0")), clock);

  @Test
  void each_event_is_taken_once_as_a_message_that_says_what_the_log_says() throws Exception {
    fake.dashboard().createUser("ann@example.org");
    fake.dashboard().createOrganization("Acme");

    List<SignedWebhook> taken = webhooks.take();

    assertThat(taken).hasSize(2);
    assertThat(webhooks.take()).isEmpty();
    JsonNode body = new ObjectMapper().readTree(taken.get(0).bytes());
    assertThat(body.path("type").asText()).isEqualTo("user.created");
    assertThat(body.at("/subject/email").asText()).isEqualTo("ann@example.org");
    assertThat(EventWire.read(Fields.read("the provider", taken.get(0).bytes())))
        .isEqualTo(fake.dashboard().events().get(0));
    fake.dashboard().createUser("bob@example.org");
    assertThat(webhooks.take()).hasSize(1);
  }

  @Test
  void a_message_can_be_sent_again_under_the_same_id_and_a_new_time() {
    fake.dashboard().createUser("ann@example.org");
    SignedWebhook first = webhooks.take().get(0);
    clock.advance(Duration.ofMinutes(5));
    FakeEvent event = fake.dashboard().events().get(0);

    SignedWebhook again = webhooks.of(event);

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().get("svix-id")).isEqualTo(first.headers().get("svix-id"));
    assertThat(again.headers().get("svix-timestamp"))
        .isNotEqualTo(first.headers().get("svix-timestamp"));
  }
}
