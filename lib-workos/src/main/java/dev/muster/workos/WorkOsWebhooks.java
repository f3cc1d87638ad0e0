package dev.muster.workos;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderException;
import dev.muster.provider.Secret;
import dev.muster.provider.WebhookSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * WorkOS's webhooks, verified as WorkOS signs them: {@code WorkOS-Signature: t=…, v1=…}, where
 * {@code v1} is the HMAC-SHA256, in hex, of the time in milliseconds, a dot and the raw body. Safe
 * for many threads; never blocks; prints no secret.
 *
 * <h2>Guarantee</h2>
 *
 * <p>It passes {@code WebhookSourceContract}. The id of a message is that of its event, which
 * WorkOS's log tells under the same id.
 */
public final class WorkOsWebhooks implements WebhookSource {
  /** Default of {@link #within}: 5 minutes. */
  public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(5);

  private static final String HEADER = "WorkOS-Signature";
  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern FORM = Pattern.compile("t=([0-9]{1,15}),\\s?v1=([0-9a-fA-F]{64})");
  private static final long MOST_SECONDS = 99_999_999_999L;
  private static final ObjectReader JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().reader();

  private final List<Secret> secrets;
  private final Duration window;
  private final boolean seconds;

  private WorkOsWebhooks(List<Secret> secrets, Duration window, boolean seconds) {
    this.secrets = secrets;
    this.window = window;
    this.seconds = seconds;
  }

  /**
   * The webhooks of one endpoint.
   *
   * @param secret the endpoint's secret
   * @param older also good, while the endpoint's secret is changed
   * @return the source, with the default window
   * @throws IllegalArgumentException if a secret is blank
   */
  public static WorkOsWebhooks of(Secret secret, Secret... older) {
    List<Secret> all = new ArrayList<>();
    all.add(Objects.requireNonNull(secret, "secret"));
    all.addAll(List.of(Objects.requireNonNull(older, "older")));
    if (all.stream().anyMatch(one -> one.reveal().isBlank())) {
      throw new IllegalArgumentException("a webhook secret must not be blank");
    }
    return new WorkOsWebhooks(List.copyOf(all), DEFAULT_WINDOW, false);
  }

  /**
   * With another replay window.
   *
   * @param window how far from our clock a message may have been signed, before and after; more
   *     than zero, at most an hour
   * @return another source
   * @throws IllegalArgumentException if it is out of these bounds
   */
  public WorkOsWebhooks within(Duration window) {
    Objects.requireNonNull(window, "window");
    if (window.isNegative() || window.isZero() || window.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "window must be more than 0 and at most an hour, but was " + window);
    }
    return new WorkOsWebhooks(secrets, window, seconds);
  }

  /**
   * Taking a time of up to eleven digits for seconds, as WorkOS's emulator signs. WorkOS itself
   * signs in milliseconds, and without this a message in seconds is out of time.
   *
   * @return another source
   */
  public WorkOsWebhooks acceptingSeconds() {
    return new WorkOsWebhooks(secrets, window, true);
  }

  @Override
  public Receipt read(UnaryOperator<@Nullable String> headers, byte[] body, Instant now) {
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(now, "now");
    String header = headers.apply(HEADER);
    Matcher form = FORM.matcher(header == null ? "" : header.strip());
    if (!form.matches()) {
      return new Receipt.Refused(Why.UNSIGNED);
    }
    if (body.length == 0) {
      return new Receipt.Refused(Why.NOT_RAW);
    }
    if (!isSigned(form.group(1), body, HexFormat.of().parseHex(form.group(2)))) {
      return new Receipt.Refused(Why.BAD_SIGNATURE);
    }
    if (Duration.between(time(form.group(1)), now).abs().compareTo(window) > 0) {
      return new Receipt.Refused(Why.OUT_OF_TIME);
    }
    return event(body);
  }

  /** The number of secrets and the window; no secret. */
  @Override
  public String toString() {
    return "WorkOsWebhooks[" + secrets.size() + " secrets, window " + window + "]";
  }

  private Instant time(String digits) {
    long time = Long.parseLong(digits);
    return seconds && time <= MOST_SECONDS
        ? Instant.ofEpochSecond(time)
        : Instant.ofEpochMilli(time);
  }

  /* Each secret is tried, whichever fits: the time says only how many there are. */
  private boolean isSigned(String time, byte[] body, byte[] signature) {
    boolean signed = false;
    for (Secret secret : secrets) {
      signed |= MessageDigest.isEqual(mac(secret, time, body), signature);
    }
    return signed;
  }

  private static byte[] mac(Secret secret, String time, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update((time + ".").getBytes(StandardCharsets.US_ASCII));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("each Java platform has " + ALGORITHM, e);
    }
  }

  private static Receipt event(byte[] body) {
    try {
      JsonNode node = JSON.readTree(body);
      ProviderEvent event = EventReader.read(node);
      return new Receipt.Accepted(event.id(), event);
    } catch (IOException | ProviderException unreadable) {
      return new Receipt.Refused(Why.MALFORMED);
    }
  }
}
