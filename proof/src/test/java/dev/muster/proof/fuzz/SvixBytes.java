package dev.muster.proof.fuzz;

import dev.muster.clerk.ClerkWebhooks;
import dev.muster.provider.Secret;
import dev.muster.provider.WebhookSource;
import dev.muster.provider.WebhookSource.Receipt;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Bodies of Clerk's webhooks, signed as Svix does by a hand of their own. */
final class SvixBytes {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final String ID = "msg_1";
  static final String TIME = Long.toString(NOW.getEpochSecond());
  static final String MEMBERSHIP =
      "{\"object\":\"event\",\"type\":\"organizationMembership.updated\","
          + "\"timestamp\":1772366400000,\"data\":{\"id\":\"orgmem_1\",\"role\":\"org:admin\","
          + "\"updated_at\":1772366400000,\"organization\":{\"id\":\"org_1\",\"name\":\"Acme\"},"
          + "\"public_user_data\":{\"user_id\":\"user_1\",\"banned\":false}}}";

  private static final byte[] KEY = "fuzz".getBytes(StandardCharsets.US_ASCII);
  private static final String ALGORITHM = "HmacSHA256";

  private SvixBytes() {}

  static WebhookSource source() {
    return ClerkWebhooks.of(Secret.of("whsec_" + Base64.getEncoder().encodeToString(KEY)));
  }

  static Receipt read(WebhookSource source, String id, String time, String signature, byte[] body) {
    Map<String, String> headers =
        Map.of("svix-id", id, "svix-timestamp", time, "svix-signature", signature);
    return source.read(headers::get, body, NOW);
  }

  /** The header with the signature of a body, of the one id and time. */
  static String signature(byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(KEY, ALGORITHM));
      mac.update((ID + "." + TIME + ".").getBytes(StandardCharsets.US_ASCII));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
