package dev.muster.proof.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An answer as it came over the wire, so that two can be compared byte by byte.
 *
 * @param status the status
 * @param headers the header lines in their order, without the date
 * @param body the body
 */
record RawAnswer(int status, List<String> headers, String body) {
  private static final int TIMEOUT_MILLIS = 60_000;

  /** Sends a request line and header lines as they are, and reads to the end. */
  static RawAnswer of(int port, String requestLine, List<String> headerLines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      String request =
          requestLine
              + " HTTP/1.1\r\n"
              + String.join("\r\n", headerLines)
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      byte[] answer = socket.getInputStream().readAllBytes();
      return parse(new String(answer, StandardCharsets.ISO_8859_1));
    }
  }

  private static RawAnswer parse(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    List<String> head = List.of(answer.substring(0, end).split("\r\n", -1));
    return new RawAnswer(
        Integer.parseInt(head.get(0).split(" ", -1)[1]),
        head.stream().skip(1).filter(line -> !line.startsWith("Date:")).toList(),
        answer.substring(end + 4));
  }

  /** Every value of a header. */
  List<String> values(String name) {
    return headers.stream()
        .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
        .map(line -> line.substring(name.length() + 2))
        .toList();
  }
}
