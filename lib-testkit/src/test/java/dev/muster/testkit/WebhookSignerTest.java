package dev.muster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.provider.Secret;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("KIT-1")
class WebhookSignerTest {
  private static final Secret SVIX = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final Instant SENT = Instant.ofEpochSecond(1614265330, 5_000_000);

  /** The example of Svix's own libraries; openssl computes the same. */
  @Test
  void svix_signs_id_time_and_body() {
    SignedWebhook signed =
        WebhookSigner.svix(SVIX)
            .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", SENT, "{\"test\": 2432232314}");
    assertThat(signed.headers())
        .containsEntry("svix-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
        .containsEntry("svix-timestamp", "1614265330")
        .containsEntry("svix-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void the_signature_changes_with_the_body_the_time_and_the_key_and_not_with_a_repeat() {
    for (WebhookSigner signer :
        List.of(WebhookSigner.svix(SVIX), WebhookSigner.workOs(Secret.of("one")))) {
      SignedWebhook signed = signer.sign("id", SENT, "body");
      assertThat(signer.sign("id", SENT, "body")).isEqualTo(signed);
      assertThat(signer.sign("id", SENT, "bodY").headers()).isNotEqualTo(signed.headers());
      assertThat(signer.sign("id", SENT.plusSeconds(1), "body").headers())
          .isNotEqualTo(signed.headers());
      assertThat(signed.tampered("forged").headers()).isEqualTo(signed.headers());
      assertThat(signed.tampered("forged").bytes()).asString().isEqualTo("forged");
    }
    assertThat(WebhookSigner.workOs(Secret.of("one")).sign("id", SENT, "body"))
        .isNotEqualTo(WebhookSigner.workOs(Secret.of("two")).sign("id", SENT, "body"));
  }

  @Test
  void a_bad_secret_is_refused_and_never_shown() {
    for (String bad : List.of("MfKQ9r8GKYqr", "whsec_", "whsec_not base64")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> WebhookSigner.svix(Secret.of(bad)))
          .withMessageMatching("secret must (begin with|be base64 after) whsec_");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> WebhookSigner.workOs(Secret.of(" ")));
    assertThat(WebhookSigner.svix(SVIX)).hasToString("WebhookSigner[svix]");
  }
}
