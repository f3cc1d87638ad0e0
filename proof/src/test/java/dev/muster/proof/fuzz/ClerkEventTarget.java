package dev.muster.proof.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderEvent.MembershipStated;
import dev.muster.provider.WebhookSource;
import dev.muster.provider.WebhookSource.Receipt;
import dev.muster.provider.WebhookSource.Why;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A message in Clerk's JSON, rightly signed and whatever it says: it is an event of its message's
 * id and of a possible time, or malformed, and nobody who is barred, or whose membership ended, is
 * a member of it.
 */
final class ClerkEventTarget implements FuzzTarget {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  private final WebhookSource source = SvixBytes.source();

  @Override
  public void tryOut(byte[] input) {
    Receipt receipt =
        SvixBytes.read(source, SvixBytes.ID, SvixBytes.TIME, SvixBytes.signature(input), input);
    if (receipt instanceof Receipt.Accepted accepted) {
      check(accepted, input);
    } else if (!receipt.equals(refusal(input))) {
      throw new AssertionError("a signed body was answered with " + receipt);
    }
  }

  private static Receipt refusal(byte[] input) {
    return new Receipt.Refused(input.length == 0 ? Why.NOT_RAW : Why.MALFORMED);
  }

  private static void check(Receipt.Accepted accepted, byte[] input) {
    ProviderEvent event = accepted.event();
    if (!event.id().equals(SvixBytes.ID) || !accepted.message().equals(SvixBytes.ID)) {
      throw new AssertionError("an event of another id");
    }
    Instant at = event.happenedAt();
    if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)) {
      throw new AssertionError("an event at " + at);
    }
    if (event.what() instanceof MembershipStated stated
        && stated.membership().isActive() == isBarred(input)) {
      throw new AssertionError("active is not what the event says");
    }
  }

  private static boolean isBarred(byte[] input) {
    try {
      JsonNode user = JSON.readTree(input).at("/data/public_user_data");
      return user.path("banned").asBoolean() || user.path("deprovisioned").asBoolean();
    } catch (IOException noJson) {
      throw new AssertionError("accepted, and no JSON", noJson);
    }
  }

  @Override
  public List<byte[]> seeds() {
    return Stream.of(
            SvixBytes.MEMBERSHIP,
            SvixBytes.MEMBERSHIP.replace("\"banned\":false", "\"banned\":true"),
            SvixBytes.MEMBERSHIP.replace("\"banned\":false", "\"deprovisioned\":true"),
            SvixBytes.MEMBERSHIP.replace("Membership.updated", "Membership.deleted"),
            event("organization.updated", "1772366400", "{\"id\":\"org_1\",\"name\":\"Acme\"}"),
            event("organization.deleted", "0", "{\"id\":\"org_1\"}"),
            event("user.deleted", "-1", "{\"id\":\"user_1\"}"),
            event("session.revoked", "1", "{\"id\":\"sess_1\",\"user_id\":\"user_1\"}"),
            event("role.deleted", "253402300800000", "{\"id\":\"role_1\",\"key\":\"org:a\"}"),
            event("moon.risen", "-9223372036854775808", "{}"),
            "[".repeat(1_100),
            "null")
        .map(each -> each.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  @Override
  public int few() {
    return 20_000;
  }

  private static String event(String type, String time, String data) {
    return "{\"type\":\"" + type + "\",\"timestamp\":" + time + ",\"data\":" + data + "}";
  }
}
