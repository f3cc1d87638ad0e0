package dev.muster.testkit;

import dev.muster.provider.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhooks as providers do, with a test's own secret. Safe for many threads; never blocks.
 *
 * <p>Sources: WorkOS signs {@code HMAC-SHA256(time in ms + "." + body)}, in hex, in {@code
 * WorkOS-Signature: t=…, v1=…}. Clerk sends by Svix, which signs {@code HMAC-SHA256(id + "." + time
 * in s + "." + body)}, in base64, with the secret's base64 part after {@code whsec_} as the key.
 */
public final class WebhookSigner {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String SVIX_PREFIX = "whsec_";

  private final byte[] key;
  private final boolean svix;

  private WebhookSigner(byte[] key, boolean svix) {
    this.key = key;
    this.svix = svix;
  }

  /**
   * Signs as WorkOS does.
   *
   * @param secret the endpoint's secret, any text but a blank one
   * @return the signer
   */
  public static WebhookSigner workOs(Secret secret) {
    return new WebhookSigner(notBlank(secret).getBytes(StandardCharsets.UTF_8), false);
  }

  /**
   * Signs as Clerk does, by Svix.
   *
   * @param secret the endpoint's secret: {@code whsec_} and base64
   * @return the signer
   * @throws IllegalArgumentException if it has another form
   */
  public static WebhookSigner svix(Secret secret) {
    String text = notBlank(secret);
    if (!text.startsWith(SVIX_PREFIX)) {
      throw new IllegalArgumentException("secret must begin with " + SVIX_PREFIX);
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(text.substring(SVIX_PREFIX.length()));
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException("secret must be base64 after " + SVIX_PREFIX);
    }
    if (key.length == 0) {
      throw new IllegalArgumentException("secret must be base64 after " + SVIX_PREFIX);
    }
    return new WebhookSigner(key, true);
  }

  /**
   * Signs a message.
   *
   * @param id the message's id, the same when it is sent again
   * @param sentAt when it is sent; a receiver refuses one that is too old
   * @param body the body
   * @return the message
   */
  public SignedWebhook sign(String id, Instant sentAt, String body) {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(sentAt, "sentAt");
    Objects.requireNonNull(body, "body");
    if (!svix) {
      String time = Long.toString(sentAt.toEpochMilli());
      String signature = HexFormat.of().formatHex(mac(time + "." + body));
      return new SignedWebhook(Map.of("WorkOS-Signature", "t=" + time + ", v1=" + signature), body);
    }
    String time = Long.toString(sentAt.getEpochSecond());
    String signature = Base64.getEncoder().encodeToString(mac(id + "." + time + "." + body));
    return new SignedWebhook(
        Map.of("svix-id", id, "svix-timestamp", time, "svix-signature", "v1," + signature), body);
  }

  /** No key. */
  @Override
  public String toString() {
    return svix ? "WebhookSigner[svix]" : "WebhookSigner[workos]";
  }

  private byte[] mac(String signed) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("each Java platform has " + ALGORITHM, e);
    }
  }

  private static String notBlank(Secret secret) {
    if (Objects.requireNonNull(secret, "secret").reveal().isBlank()) {
      throw new IllegalArgumentException("secret must not be blank");
    }
    return secret.reveal();
  }
}
