package dev.muster.proof.fuzz;

import dev.muster.provider.WebhookSource;
import dev.muster.provider.WebhookSource.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A webhook as anybody may send it, a header line and a body: only what was signed is accepted. */
final class WebhookTarget implements FuzzTarget {
  private static final byte[] BODY = SignedBytes.MEMBERSHIP.getBytes(StandardCharsets.UTF_8);
  private static final String HEADER = SignedBytes.header(BODY);

  private final WebhookSource source = SignedBytes.source();

  @Override
  public void tryOut(byte[] input) {
    int end = 0;
    while (end < input.length && input[end] != '\n') {
      end++;
    }
    String header = new String(input, 0, end, StandardCharsets.UTF_8);
    byte[] body = Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length);
    boolean genuine = spelled(header).equals(spelled(HEADER)) && Arrays.equals(body, BODY);
    if (SignedBytes.read(source, header, body) instanceof Receipt.Accepted && !genuine) {
      throw new AssertionError("accepted, and never signed: " + header);
    }
  }

  /** Hexadecimal digits and blanks may be written in several ways; the message is the same. */
  private static String spelled(String header) {
    return header.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        line(HEADER, SignedBytes.MEMBERSHIP),
        line(HEADER, "{}"),
        line(HEADER, ""),
        line("t=0, v1=" + "0".repeat(64), SignedBytes.MEMBERSHIP),
        line("t=999999999999999, v1=" + "f".repeat(64), SignedBytes.MEMBERSHIP),
        line("t=, v1=", SignedBytes.MEMBERSHIP),
        line("", ""));
  }

  @Override
  public int few() {
    return 20_000;
  }

  private static byte[] line(String header, String body) {
    return (header + "\n" + body).getBytes(StandardCharsets.UTF_8);
  }
}
