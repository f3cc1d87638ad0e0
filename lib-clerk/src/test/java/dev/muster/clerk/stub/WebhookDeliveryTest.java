package dev.muster.clerk.stub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.OrganizationId;
import dev.muster.provider.WebhookSource.Why;
import dev.muster.testkit.WebhookSigner;
import dev.muster.testkit.gateway.StubServer;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stub's messages reach an endpoint over HTTP, signed, in order and once. */
class WebhookDeliveryTest {
  private final ClerkStub stub = ClerkStub.start();
  private final BlockingQueue<Asked> received = new ArrayBlockingQueue<>(10);
  private final StubServer endpoint =
      StubServer.start(
          0,
          asked -> {
            received.add(Asked.of(asked));
            return Answer.of(204, "");
          });
  private final URI url = endpoint.url().resolve("/webhooks/clerk");

  @AfterEach
  void close() {
    endpoint.close();
    stub.close();
  }

  @Test
  void messages_go_out_as_they_come_up() throws InterruptedException {
    BlockingQueue<Integer> statuses = new ArrayBlockingQueue<>(10);
    try (WebhookDelivery delivery =
        WebhookDelivery.start(stub, url, (message, status) -> statuses.add(status))) {
      assertThat(delivery.endpoint()).isEqualTo(url);
      OrganizationId acme = stub.createOrganization("Acme");
      stub.deleteOrganization(acme);
      assertThat(List.of(status(statuses), status(statuses))).containsOnly(204);
    }
    for (WebhookMessage message : stub.webhooks().messages()) {
      Asked asked = Optional.ofNullable(received.poll()).orElseThrow();
      assertThat(asked.body()).isEqualTo(message.body());
      assertThat(refusal(asked)).isEmpty();
    }
  }

  @Test
  void a_message_is_sent_again_under_its_id() {
    stub.createOrganization("Acme");
    WebhookMessage message = stub.webhooks().messages().get(0);
    assertThat(stub.webhooks().post(message, url)).isEqualTo(204);
    assertThat(stub.webhooks().post(message, url)).isEqualTo(204);
    assertThat(received)
        .extracting(asked -> asked.headers().get("svix-id"))
        .containsExactly(message.id(), message.id());
  }

  private Optional<Why> refusal(Asked asked) {
    return WebhookSigner.svix(stub.webhooks().secret())
        .refusal(
            asked.headers()::get,
            asked.body().getBytes(StandardCharsets.UTF_8),
            Instant.now(),
            Duration.ofMinutes(5));
  }

  private static int status(BlockingQueue<Integer> statuses) throws InterruptedException {
    return Optional.ofNullable(statuses.poll(10, TimeUnit.SECONDS)).orElseThrow();
  }
}
