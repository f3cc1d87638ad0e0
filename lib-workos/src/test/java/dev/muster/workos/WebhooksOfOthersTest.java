package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.workos.webhooks.Webhook;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderEvent.MembershipStated;
import dev.muster.provider.Secret;
import dev.muster.provider.WebhookSource.Receipt;
import dev.muster.provider.WebhookSource.Why;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.WebhookSigner;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsEmulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Webhooks as WorkOS's emulator sends them and as its SDK takes them. */
@Tag("FEED-4")
class WebhooksOfOthersTest {
  private static final Secret SECRET = Secret.of("whk_secret");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @SuppressWarnings("ArrayRecordComponent") // the raw body, never compared
  private record Message(String header, byte[] body) {}

  @Nested
  @NeedsEmulator
  class Sent_by_the_emulator {
    @Test
    void a_membership_that_began_is_told_by_a_message_signed_in_seconds(WorkOsEmulator emulator)
        throws Exception {
      BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
      HttpServer host =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      host.createContext("/", exchange -> take(exchange, messages));
      host.start();
      try (EmulatorStage stage = new EmulatorStage(emulator, 100)) {
        URI address = URI.create("http://127.0.0.1:" + host.getAddress().getPort() + "/hooks");
        stage.console().sendWebhooksTo(address, SECRET.reveal());
        UserId ann = stage.createUser("ann@example.org");
        String acme = stage.createOrganization("Acme").value();
        stage.console().join(acme, ann.value(), "member");

        assertThat(isTold(messages, ann)).isTrue();
      } finally {
        host.stop(0);
      }
    }
  }

  private static boolean isTold(BlockingQueue<Message> messages, UserId user)
      throws InterruptedException {
    WorkOsWebhooks strict = WorkOsWebhooks.of(SECRET);
    for (Message next = messages.poll(10, TimeUnit.SECONDS);
        next != null;
        next = messages.poll(10, TimeUnit.SECONDS)) {
      Message message = next;
      assertThat(strict.read(name -> message.header(), message.body(), Instant.now()))
          .isEqualTo(new Receipt.Refused(Why.OUT_OF_TIME));
      Receipt receipt =
          strict.acceptingSeconds().read(name -> message.header(), message.body(), Instant.now());
      assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
      if (((Receipt.Accepted) receipt).event().what() instanceof MembershipStated stated
          && stated.membership().user().equals(user)) {
        return true;
      }
    }
    return false;
  }

  private static void take(HttpExchange exchange, BlockingQueue<Message> messages)
      throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String header = exchange.getRequestHeaders().getFirst("WorkOS-Signature");
      messages.add(new Message(Objects.requireNonNullElse(header, ""), body));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  @Test
  void what_the_sdk_takes_is_taken_and_what_it_refuses_is_refused() {
    String body = "{\"id\":\"event_1\",\"event\":\"moon.risen\",\"created_at\":\"" + NOW + "\"}";
    SignedWebhook signed = WebhookSigner.workOs(SECRET).sign("event_1", Instant.now(), body);
    String header = Objects.requireNonNull(signed.headers().get("WorkOS-Signature"));
    long tolerance = Duration.ofMinutes(3).toMillis();
    assertThatCode(() -> new Webhook().verifyHeader(body, header, SECRET.reveal(), tolerance))
        .doesNotThrowAnyException();
    assertThat(WorkOsWebhooks.of(SECRET).read(signed.headers()::get, signed.bytes(), Instant.now()))
        .isInstanceOf(Receipt.Accepted.class);
  }

  @Test
  void a_window_of_the_hosts_own_is_kept_and_bad_settings_are_refused() {
    WorkOsWebhooks narrow = WorkOsWebhooks.of(SECRET).within(Duration.ofSeconds(10));
    String body = "{\"id\":\"event_1\",\"event\":\"moon.risen\",\"created_at\":\"" + NOW + "\"}";
    SignedWebhook signed = WebhookSigner.workOs(SECRET).sign("event_1", NOW, body);
    assertThat(narrow.read(signed.headers()::get, signed.bytes(), NOW.plusSeconds(10)))
        .isInstanceOf(Receipt.Accepted.class);
    assertThat(narrow.read(signed.headers()::get, signed.bytes(), NOW.plusSeconds(11)))
        .isEqualTo(new Receipt.Refused(Why.OUT_OF_TIME));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> narrow.within(Duration.ZERO))
        .withMessageContaining("window");
    assertThatIllegalArgumentException().isThrownBy(() -> narrow.within(Duration.ofHours(2)));
    assertThatIllegalArgumentException().isThrownBy(() -> WorkOsWebhooks.of(Secret.of(" ")));
    assertThat(narrow.toString()).doesNotContain(SECRET.reveal()).contains("1 secrets");
  }
}
