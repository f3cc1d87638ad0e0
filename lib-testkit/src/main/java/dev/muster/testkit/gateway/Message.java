package dev.muster.testkit.gateway;

import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Asked;
import dev.muster.testkit.gateway.StubServer.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A message of HTTP/1.1: its first line, its headers as they came, and its body if it is read. */
final class Message {
  /** Of the connection that it came by, which ends with it. */
  private static final Set<String> DROPPED =
      Set.of("connection", "keep-alive", "upgrade", "http2-settings");

  private static final String END = "\r\n\r\n";
  private static final int CUT_LENGTH = 1000;

  private final String first;
  private final List<String> headers;
  private byte[] body = {};

  private Message(String first, List<String> headers) {
    this.first = first;
    this.headers = headers;
  }

  /** Reads a request, with its body. */
  static Message request(InputStream in) throws IOException {
    Message request = head(in);
    if (request.header("transfer-encoding").isPresent()) {
      request.body = chunks(in);
      request.headers.removeIf(line -> name(line).equals("transfer-encoding"));
      request.headers.add("Content-Length: " + request.body.length);
    } else {
      request.body =
          in.readNBytes(request.header("content-length").map(Integer::parseInt).orElse(0));
    }
    return request;
  }

  /** Reads a head, and nothing after it. */
  static Message head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ofTheEnd = 0;
    while (ofTheEnd < END.length()) {
      int next = byteOf(in);
      head.write(next);
      ofTheEnd = next == END.charAt(ofTheEnd) ? ofTheEnd + 1 : next == '\r' ? 1 : 0;
    }
    List<String> lines =
        new ArrayList<>(
            Arrays.asList(head.toString(StandardCharsets.ISO_8859_1).strip().split("\r\n", -1)));
    String first = lines.remove(0);
    lines.removeIf(line -> DROPPED.contains(name(line)));
    return new Message(first, lines);
  }

  /** An answer that is whole, or cut after its first byte. */
  static Message answer(Answer answer) {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    boolean cut = answer.line() == Line.CUT;
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Content-Type", "application/json");
    headers.putAll(answer.headers());
    headers.put("Content-Length", Integer.toString(cut ? CUT_LENGTH : body.length));
    Message message =
        new Message(
            "HTTP/1.1 " + answer.status() + " Instead",
            headers.entrySet().stream().map(one -> one.getKey() + ": " + one.getValue()).toList());
    message.body = cut ? Arrays.copyOf(body, 1) : body;
    return message;
  }

  /** What is asked, if it is a request. */
  Asked asked(int connection) throws IOException {
    String[] words = first.split(" ", 3);
    if (words.length < 3) {
      throw new IOException("no request: " + first);
    }
    Map<String, String> all = new HashMap<>();
    headers.forEach(line -> all.putIfAbsent(name(line), value(line)));
    return new Asked(
        words[0], URI.create(words[1]), all, new String(body, StandardCharsets.UTF_8), connection);
  }

  /** As it is sent on, over a connection of its own. */
  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    String head = first + "\r\n" + String.join("\r\n", headers) + "\r\nConnection: close" + END;
    all.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(body);
    return all.toByteArray();
  }

  private Optional<String> header(String name) {
    return headers.stream().filter(line -> name(line).equals(name)).map(Message::value).findFirst();
  }

  private static String value(String line) {
    return line.substring(line.indexOf(':') + 1).strip();
  }

  private static String name(String line) {
    return line.substring(0, Math.max(0, line.indexOf(':'))).toLowerCase(Locale.ROOT);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    int length;
    do {
      length = Integer.parseInt(line(in).replaceFirst(";.*", "").strip(), 16);
      whole.writeBytes(in.readNBytes(length));
      // The end of the chunk's line, or of the trailers, of which nobody here sends any.
      if (!line(in).isEmpty()) {
        throw new IllegalStateException("a chunk longer than it says, or a trailer");
      }
    } while (length > 0);
    return whole.toByteArray();
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = byteOf(in); next != '\n'; next = byteOf(in)) {
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).strip();
  }

  private static int byteOf(InputStream in) throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new IOException("cut");
    }
    return next;
  }
}
