package dev.muster.testkit;

import dev.muster.provider.Secret;
import dev.muster.provider.WebhookSource.Why;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

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

  private static final String WORKOS_HEADER = "WorkOS-Signature";
  private static final Pattern WORKOS = Pattern.compile("t=([0-9]{1,15}), v1=([0-9a-f]{64})");
  private static final Pattern SVIX = Pattern.compile("([0-9]{1,11}) v1,([A-Za-z0-9+/]{43}=)");

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
      String signature = signature(time + ".", body);
      return new SignedWebhook(Map.of(WORKOS_HEADER, "t=" + time + ", v1=" + signature), body);
    }
    String time = Long.toString(sentAt.getEpochSecond());
    String signature = signature(id + "." + time + ".", body);
    return new SignedWebhook(
        Map.of("svix-id", id, "svix-timestamp", time, "svix-signature", "v1," + signature), body);
  }

  /**
   * Whether a receiver has to refuse a message: one who has this signer's secret, and reads headers
   * and bytes as they came.
   *
   * @param headers gives the value of a header by its name, or null
   * @param body the raw body
   * @param now the receiver's clock
   * @param window how far from now a message may have been signed, before and after
   * @return why; empty for a message of this signer
   */
  public Optional<Why> refusal(
      UnaryOperator<@Nullable String> headers, byte[] body, Instant now, Duration window) {
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(now, "now");
    Objects.requireNonNull(window, "window");
    Matcher form = svix ? svixForm(headers) : WORKOS.matcher(text(headers, WORKOS_HEADER));
    if (!form.matches()) {
      return Optional.of(Why.UNSIGNED);
    }
    if (body.length == 0) {
      return Optional.of(Why.NOT_RAW);
    }
    String id = svix ? text(headers, "svix-id") + "." : "";
    byte[] mac = mac(id + form.group(1) + ".", body);
    if (!Secret.of(spelled(mac)).equals(Secret.of(form.group(2)))) {
      return Optional.of(Why.BAD_SIGNATURE);
    }
    long time = Long.parseLong(form.group(1));
    Instant signed = svix ? Instant.ofEpochSecond(time) : Instant.ofEpochMilli(time);
    return Duration.between(signed, now).abs().compareTo(window) > 0
        ? Optional.of(Why.OUT_OF_TIME)
        : Optional.empty();
  }

  /** No key. */
  @Override
  public String toString() {
    return svix ? "WebhookSigner[svix]" : "WebhookSigner[workos]";
  }

  private static Matcher svixForm(UnaryOperator<@Nullable String> headers) {
    return SVIX.matcher(text(headers, "svix-timestamp") + " " + text(headers, "svix-signature"));
  }

  private static String text(UnaryOperator<@Nullable String> headers, String name) {
    String value = headers.apply(name);
    return value == null ? "" : value;
  }

  private String spelled(byte[] mac) {
    return svix ? Base64.getEncoder().encodeToString(mac) : HexFormat.of().formatHex(mac);
  }

  private String signature(String signed, String body) {
    return spelled(mac(signed, body.getBytes(StandardCharsets.UTF_8)));
  }

  private byte[] mac(String before, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(before.getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
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
