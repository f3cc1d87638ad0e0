package dev.muster.clerk.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.svix.Webhook;
import com.svix.exceptions.EmptyWebhookSecretException;
import com.svix.exceptions.WebhookVerificationException;
import dev.muster.provider.Secret;
import dev.muster.provider.WebhookSource.Why;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.WebhookSigner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Svix's own library accepts what the stub signs, and nothing near it; and the other way round. */
class WebhookSignatureTest {
  private final ClerkStub stub = ClerkStub.start();
  private final StubWebhooks webhooks = stub.webhooks();
  private final WebhookSigner ours = WebhookSigner.svix(webhooks.secret());

  @AfterEach
  void close() {
    stub.close();
  }

  private WebhookMessage message() {
    stub.createUser("zo\u00eb@example.org");
    return webhooks.messages("user.created").get(0);
  }

  @Test
  void svix_accepts_the_stubs_signature_and_no_other_body_secret_or_time() throws Exception {
    WebhookMessage message = message();
    SignedWebhook signed = webhooks.sign(message);
    assertThatCode(() -> verify(signed)).doesNotThrowAnyException();
    refused(signed.tampered(message.body() + " "));
    refused(
        WebhookSigner.svix(Secret.of("whsec_c3RyYW5nZXJzdHJhbmdlcg=="))
            .sign(message.id(), Instant.now(), message.body()));
    stub.pass(Duration.ofMinutes(-6));
    refused(webhooks.sign(message));
  }

  @Test
  void the_signature_is_svixs_to_the_letter() throws Exception {
    WebhookMessage message = message();
    SignedWebhook signed = webhooks.sign(message);
    long time = Long.parseLong(String.valueOf(signed.headers().get("svix-timestamp")));
    assertThat(signed.headers().get("svix-signature"))
        .isEqualTo(svix().sign(message.id(), time, message.body()));
  }

  @Test
  void what_svix_signs_is_accepted_and_what_is_tampered_with_is_refused_by_both() throws Exception {
    WebhookMessage message = message();
    Instant now = Instant.now();
    SignedWebhook theirs =
        new SignedWebhook(
            Map.of(
                "svix-id", message.id(),
                "svix-timestamp", Long.toString(now.getEpochSecond()),
                "svix-signature", svix().sign(message.id(), now.getEpochSecond(), message.body())),
            message.body());
    assertThat(refusal(theirs, now)).isEmpty();
    SignedWebhook tampered = theirs.tampered(message.body().replace("user", "usar"));
    assertThat(refusal(tampered, now)).contains(Why.BAD_SIGNATURE);
    refused(tampered);
  }

  private Optional<Why> refusal(SignedWebhook signed, Instant now) {
    return ours.refusal(
        signed.headers()::get,
        signed.body().getBytes(StandardCharsets.UTF_8),
        now,
        Duration.ofMinutes(5));
  }

  private Webhook svix() throws EmptyWebhookSecretException {
    return new Webhook(webhooks.secret().reveal());
  }

  private void verify(SignedWebhook signed)
      throws EmptyWebhookSecretException, WebhookVerificationException {
    svix().verify(signed.body(), headers(signed));
  }

  private void refused(SignedWebhook signed) {
    assertThatExceptionOfType(WebhookVerificationException.class).isThrownBy(() -> verify(signed));
  }

  private static Map<String, List<String>> headers(SignedWebhook signed) {
    return signed.headers().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue())));
  }
}
