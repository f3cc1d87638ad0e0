package dev.muster.proof.fuzz;

import dev.muster.provider.WebhookSource;
import dev.muster.provider.WebhookSource.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A webhook of Clerk's as anybody may send it, three header lines and a body: only what was signed
 * is accepted, and only under the id and the time that were signed with it.
 */
final class ClerkWebhookTarget implements FuzzTarget {
  private static final byte[] BODY = SvixBytes.MEMBERSHIP.getBytes(StandardCharsets.UTF_8);
  private static final String SIGNATURE = SvixBytes.signature(BODY);
  private static final int HEADERS = 3;

  private final WebhookSource source = SvixBytes.source();

  @Override
  public void tryOut(byte[] input) {
    String[] headers = {"", "", ""};
    int from = 0;
    for (int i = 0; i < HEADERS; i++) {
      int end = from;
      while (end < input.length && input[end] != '\n') {
        end++;
      }
      headers[i] = new String(input, from, end - from, StandardCharsets.UTF_8);
      from = Math.min(end + 1, input.length);
    }
    byte[] body = Arrays.copyOfRange(input, from, input.length);
    boolean genuine =
        headers[0].equals(SvixBytes.ID)
            && headers[1].equals(SvixBytes.TIME)
            && Arrays.asList(headers[2].split(" ", -1)).contains(SIGNATURE)
            && Arrays.equals(body, BODY);
    Receipt receipt = SvixBytes.read(source, headers[0], headers[1], headers[2], body);
    if (receipt instanceof Receipt.Accepted != genuine) {
      throw new AssertionError(receipt + ", though genuine is " + genuine);
    }
  }

  @Override
  public List<byte[]> seeds() {
    return Stream.of(
            lines(SvixBytes.ID, SvixBytes.TIME, SIGNATURE, SvixBytes.MEMBERSHIP),
            lines(SvixBytes.ID, SvixBytes.TIME, "v1,= v1a,x " + SIGNATURE, SvixBytes.MEMBERSHIP),
            lines(SvixBytes.ID, SvixBytes.TIME, SIGNATURE, "{}"),
            lines(SvixBytes.ID, SvixBytes.TIME, SIGNATURE, ""),
            lines("msg_1." + SvixBytes.TIME, "1", SIGNATURE, SvixBytes.MEMBERSHIP),
            lines("msg_1", "99999999999", "v1," + "A".repeat(43) + "=", "{}"),
            lines("", "", "", ""))
        .map(each -> each.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  @Override
  public int few() {
    return 20_000;
  }

  private static String lines(String id, String time, String signature, String body) {
    return id + "\n" + time + "\n" + signature + "\n" + body;
  }
}
