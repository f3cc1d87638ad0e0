package dev.muster.clerk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.provider.Secret;
import dev.muster.provider.WebhookSource.Receipt;
import dev.muster.testkit.SignedWebhook;
import dev.muster.testkit.WebhookSigner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Messages of a seeded hand: bodies that are signed and headers that are not. */
@Tag("BAD-INPUT")
@Tag("FEED-4")
class WebhookFuzzTest {
  private static final int INPUTS = 20_000;
  private static final Secret SECRET = Secret.of("whsec_bWFya2VyLWZ1enotMDAwMDAwMDAwMDE=");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<String> BODIES =
      List.of(
          "{\"object\":\"event\",\"type\":\"organizationMembership.updated\",\"timestamp\":1,"
              + "\"data\":{\"id\":\"orgmem_1\",\"role\":\"org:admin\",\"updated_at\":5,"
              + "\"organization\":{\"id\":\"org_1\",\"name\":\"Acme\"},"
              + "\"public_user_data\":{\"user_id\":\"user_1\",\"banned\":false}}}",
          "{\"type\":\"organization.updated\",\"timestamp\":1772366400000,"
              + "\"data\":{\"id\":\"org_1\",\"name\":\"Acme\"}}",
          "{\"type\":\"session.revoked\",\"timestamp\":-1,"
              + "\"data\":{\"id\":\"sess_1\",\"user_id\":\"user_1\"}}",
          "{\"type\":\"user.deleted\",\"timestamp\":0,\"data\":{\"id\":\"user_1\"}}",
          "{\"type\":\"role.deleted\",\"timestamp\":0,\"data\":{\"id\":\"role_1\",\"key\":\"org:a\"}}");
  private static final String[] SCRAPS = {
    "null",
    "{}",
    "[]",
    "\"\"",
    "\" \"",
    "-1",
    "1e999",
    "9223372036854775808",
    "true",
    "\\u0000",
    "\"",
    "{",
    "}",
    "[",
    ",",
    ":",
    "é",
    "\ud800",
    "type",
    "data",
    "id",
    "org:",
    " ",
    "\t"
  };

  private final ClerkWebhooks webhooks = ClerkWebhooks.of(SECRET);
  private final WebhookSigner signer = WebhookSigner.svix(SECRET);

  @Test
  void any_signed_body_is_an_answer_and_never_an_exception() {
    Random random = new Random(20261122);
    int read = 0;
    for (int i = 0; i < INPUTS; i++) {
      byte[] body = changed(random);
      Receipt receipt = webhooks.read(headers(body)::get, body, NOW);
      read += receipt instanceof Receipt.Accepted ? 1 : 0;
    }
    assertThat(read).isBetween(INPUTS / 50, INPUTS - INPUTS / 50);
  }

  @Test
  void any_header_is_an_answer_and_never_an_exception_nor_a_message() {
    Random random = new Random(20261123);
    SignedWebhook whole = signer.sign("msg_1", NOW, BODIES.get(1));
    List<String> names = List.copyOf(whole.headers().keySet());
    for (int i = 0; i < INPUTS; i++) {
      Map<String, String> headers = new HashMap<>(whole.headers());
      String name = names.get(random.nextInt(names.size()));
      String value = edited(headers.getOrDefault(name, ""), random);
      headers.put(name, value);
      // The right signature among others, or before a blank, is the right one.
      if (!List.of(value.split(" ", -1)).contains(whole.headers().get(name))) {
        assertThat(webhooks.read(headers::get, whole.bytes(), NOW))
            .as(value)
            .isInstanceOf(Receipt.Refused.class);
      }
    }
  }

  /* Signed over the very bytes, which need not be text. */
  private Map<String, String> headers(byte[] body) {
    Map<String, String> headers = new HashMap<>();
    headers.put("svix-id", "msg_1");
    headers.put("svix-timestamp", Long.toString(NOW.getEpochSecond()));
    String before = "msg_1." + NOW.getEpochSecond() + ".";
    String signature = SvixKey.all(List.of(SECRET)).get(0).signature(before, body).reveal();
    headers.put("svix-signature", "v1," + signature);
    return headers;
  }

  private static byte[] changed(Random random) {
    String body = BODIES.get(random.nextInt(BODIES.size()));
    for (int edits = random.nextInt(4); edits > 0; edits--) {
      body = edited(body, random);
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(4) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes.length == 0 ? new byte[] {'{'} : bytes;
  }

  private static String edited(String text, Random random) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + random.nextInt(4));
    return text.substring(0, at) + SCRAPS[random.nextInt(SCRAPS.length)] + text.substring(end);
  }
}
