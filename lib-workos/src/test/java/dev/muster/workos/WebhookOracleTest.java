package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.workos.webhooks.Webhook;
import dev.muster.provider.Secret;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.WebhookSigner;
import java.security.SignatureException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** WorkOS's own SDK accepts what the testkit signs in WorkOS's name, and nothing near it. */
@Tag("KIT-1")
class WebhookOracleTest {
  private static final String SECRET = "whk_1\u00e9";
  private static final String BODY = "{\"id\":\"event_1\",\"name\":\"\u00e9 \ud83d\ude00\"}";
  private static final long TOLERANCE = Duration.ofMinutes(3).toMillis();

  private final WebhookSigner signer = WebhookSigner.workOs(Secret.of(SECRET));

  @Test
  void the_sdk_accepts_the_signature() {
    SignedWebhook signed = signer.sign("event_1", Instant.now(), BODY);
    assertThatCode(() -> verify(signed, SECRET)).doesNotThrowAnyException();
  }

  @Test
  void the_sdk_refuses_another_body_another_secret_and_an_old_message() {
    SignedWebhook signed = signer.sign("event_1", Instant.now(), BODY);
    refused(signed.tampered(BODY + " "), SECRET);
    refused(signed, SECRET + "2");
    refused(signer.sign("event_1", Instant.now().minus(Duration.ofMinutes(4)), BODY), SECRET);
  }

  private static void refused(SignedWebhook signed, String secret) {
    assertThatExceptionOfType(SignatureException.class).isThrownBy(() -> verify(signed, secret));
  }

  private static void verify(SignedWebhook signed, String secret) throws SignatureException {
    String header = Objects.requireNonNull(signed.headers().get("WorkOS-Signature"));
    new Webhook().verifyHeader(signed.body(), header, secret, TOLERANCE);
  }
}
