package dev.muster.proof.fuzz;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderEvent.MembershipStated;
import dev.muster.provider.WebhookSource;
import dev.muster.provider.WebhookSource.Receipt;
import dev.muster.provider.WebhookSource.Why;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * An event in WorkOS's JSON, rightly signed and whatever it says: it is an event with an id, or
 * malformed, and nobody is a member of it whom it does not call active.
 */
final class ProviderEventTarget implements FuzzTarget {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WebhookSource source = SignedBytes.source();

  @Override
  public void tryOut(byte[] input) {
    Receipt receipt = SignedBytes.read(source, SignedBytes.header(input), input);
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
    if (event.id().isBlank() || !event.id().equals(accepted.message())) {
      throw new AssertionError("an event without an id");
    }
    if (event.what() instanceof MembershipStated stated
        && stated.membership().isActive() != saysActive(input)) {
      throw new AssertionError("active is not what the event says");
    }
  }

  private static boolean saysActive(byte[] input) {
    try {
      return JSON.readTree(input).at("/data/status").asText().equals("active");
    } catch (IOException noJson) {
      throw new AssertionError("accepted, and no JSON", noJson);
    }
  }

  @Override
  public List<byte[]> seeds() {
    return Stream.of(
            SignedBytes.MEMBERSHIP,
            SignedBytes.MEMBERSHIP.replace("\"active\"", "\"inactive\""),
            SignedBytes.MEMBERSHIP.replace("membership.updated", "membership.deleted"),
            event("organization.updated", "{\"id\":\"org_1\",\"name\":\"Acme\"}"),
            event("organization.deleted", "{\"id\":\"org_1\",\"name\":\"Acme\"}"),
            event("user.deleted", "{\"id\":\"user_1\"}"),
            event("session.revoked", "{\"id\":\"session_1\",\"user_id\":\"user_1\"}"),
            event("role.updated", "{\"slug\":\"admin\"}"),
            event("organization_role.deleted", "{\"slug\":\"a\",\"organization_id\":\"org_1\"}"),
            event("moon.risen", "{}"),
            "[".repeat(1_100),
            "null")
        .map(each -> each.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  @Override
  public int few() {
    return 20_000;
  }

  private static String event(String type, String data) {
    return "{\"id\":\"event_1\",\"event\":\""
        + type
        + "\",\"created_at\":\"2026-03-01T12:00:00.000Z\",\"data\":"
        + data
        + "}";
  }
}
