package dev.muster.proof.fuzz;

import dev.muster.provider.Secret;
import dev.muster.provider.WebhookSource;
import dev.muster.provider.WebhookSource.Receipt;
import dev.muster.workos.WorkOsWebhooks;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Bodies of webhooks, signed by a hand of their own. */
final class SignedBytes {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final String MEMBERSHIP =
      "{\"object\":\"event\",\"id\":\"event_1\",\"event\":\"organization_membership.updated\","
          + "\"created_at\":\"2026-03-01T12:00:00.000Z\",\"data\":{\"id\":\"om_1\","
          + "\"organization_id\":\"org_1\",\"user_id\":\"user_1\",\"status\":\"active\","
          + "\"role\":{\"slug\":\"admin\"},\"roles\":[{\"slug\":\"admin\"},{\"slug\":\"b\"}],"
          + "\"updated_at\":\"2026-03-01T11:00:00.000Z\"}}";

  private static final String SECRET = "whk_fuzz";
  private static final String ALGORITHM = "HmacSHA256";

  private SignedBytes() {}

  static WebhookSource source() {
    return WorkOsWebhooks.of(Secret.of(SECRET));
  }

  static String header(byte[] body) {
    String time = Long.toString(NOW.toEpochMilli());
    return "t=" + time + ", v1=" + signature(time, body);
  }

  static Receipt read(WebhookSource source, String header, byte[] body) {
    return source.read(name -> name.equals("WorkOS-Signature") ? header : null, body, NOW);
  }

  private static String signature(String time, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
      mac.update((time + ".").getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
