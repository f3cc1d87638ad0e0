package dev.muster.clerk;

import static org.assertj.core.api.Assertions.assertThat;

import com.svix.Webhook;
import com.svix.exceptions.WebhookVerificationException;
import dev.muster.provider.Secret;
import dev.muster.provider.WebhookSource.Receipt;
import dev.muster.provider.WebhookSource.Why;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Svix's own library signs is taken, and of what it verifies or refuses we say the same. */
@Tag("FEED-4")
class WebhookOracleTest {
  private static final String SECRET = "whsec_bWFya2VyLW9mLXN2aXgtMDAwMDAwMDE=";
  private static final String OTHER = "whsec_bWFya2VyLW9mLXN2aXgtMDAwMDAwMDI=";
  private static final String BODY =
      "{\"type\":\"moon.risen\",\"timestamp\":1716883200000,\"data\":{\"name\":\"é 😀\"}}";

  private final ClerkWebhooks ours = ClerkWebhooks.of(Secret.of(SECRET));
  private final Instant now = Instant.now();

  @Test
  void what_svix_signs_is_taken_under_both_names_of_the_headers() throws Exception {
    for (String prefix : List.of("svix-", "webhook-")) {
      Map<String, String> headers = signed(prefix, SECRET, BODY);
      assertThat(isTaken(headers, BODY)).isTrue();
      assertThat(isVerified(headers, BODY)).isTrue();
    }
  }

  @Test
  void of_several_signatures_one_is_enough_and_another_version_is_none() throws Exception {
    Map<String, String> headers = signed("svix-", SECRET, BODY);
    String good = headers.get("svix-signature");
    String wrong = signed("svix-", OTHER, BODY).get("svix-signature");
    for (String all : List.of(wrong + " " + good, good + " " + wrong, "v2,AAAA " + good)) {
      headers.put("svix-signature", all);
      assertThat(isTaken(headers, BODY)).as(all).isTrue();
      assertThat(isVerified(headers, BODY)).as(all).isTrue();
    }
    for (String none : List.of(wrong, good.replace("v1,", "v2,"), good.replace("v1,", "v1a,"))) {
      headers.put("svix-signature", none);
      assertThat(isTaken(headers, BODY)).as(none).isFalse();
      assertThat(isVerified(headers, BODY)).as(none).isFalse();
    }
  }

  @Test
  void svix_and_we_agree_on_changed_messages() throws Exception {
    Random random = new Random(20261122);
    int taken = 0;
    for (int i = 0; i < 2_000; i++) {
      Map<String, String> headers = signed("svix-", random.nextInt(8) == 0 ? OTHER : SECRET, BODY);
      String body = BODY;
      if (random.nextInt(3) == 0) {
        body = changed(body, random);
      } else if (random.nextInt(2) == 0) {
        String name = List.copyOf(headers.keySet()).get(random.nextInt(3));
        headers.put(name, changed(headers.get(name), random));
      }
      assertThat(isTaken(headers, body))
          .as("%s %s", headers, body)
          .isEqualTo(isVerified(headers, body));
      taken += isTaken(headers, body) ? 1 : 0;
    }
    assertThat(taken).isBetween(200, 1_800);
  }

  /* A digit or a letter of the alphabet: Svix's library takes blanks that a header has not. */
  private static String changed(String text, Random random) {
    int at = random.nextInt(text.length());
    char other = "0123456789abcXYZ".charAt(random.nextInt(16));
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  private Map<String, String> signed(String prefix, String secret, String body) throws Exception {
    Map<String, String> headers = new HashMap<>();
    headers.put(prefix + "id", "msg_1");
    headers.put(prefix + "timestamp", Long.toString(now.getEpochSecond()));
    headers.put(
        prefix + "signature", new Webhook(secret).sign("msg_1", now.getEpochSecond(), body));
    return headers;
  }

  /** A body that is signed and no event counts as taken here: Svix does not read it. */
  private boolean isTaken(Map<String, String> headers, String body) {
    Receipt receipt = ours.read(headers::get, body.getBytes(StandardCharsets.UTF_8), now);
    return receipt instanceof Receipt.Accepted
        || receipt.equals(new Receipt.Refused(Why.MALFORMED));
  }

  private static boolean isVerified(Map<String, String> headers, String body) throws Exception {
    Map<String, List<String>> all = new HashMap<>();
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    try {
      new Webhook(SECRET).verify(body, all);
      return true;
    } catch (WebhookVerificationException refused) {
      return false;
    }
  }
}
