package dev.muster.proof.web.openapi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Sends a request byte for byte, whatever it is, and reads what comes back. */
final class RawHttp {
  private static final int PATIENCE_MILLIS = 60_000;

  private final int port;

  RawHttp(int port) {
    this.port = port;
  }

  /** What came back; empty where the server only closed. */
  String send(String head, byte[] body) throws IOException {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().write(body);
        socket.shutdownOutput();
        socket.getInputStream().transferTo(got);
      } catch (SocketException cutOff) {
        // The server need not read to the end what it has refused.
      }
    }
    return got.toString(StandardCharsets.ISO_8859_1);
  }

  /** The status of an answer, or 0 of none. */
  static int status(String answer) {
    return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
  }
}
