package dev.muster.proof.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Sends bytes as they are, and reads what comes until the server closes. */
final class RawClient {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private RawClient() {}

  /** One letter of the text is one byte. */
  static Answer send(int port, String text) throws IOException {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        if (!text.contains("\r\nConnection: close\r\n")) {
          // It would wait for another request, or for more of this one.
          socket.shutdownOutput();
        }
        copy(socket.getInputStream(), got);
      } catch (SocketException cutOff) {
        // The server does not read to the end what it has refused already.
        drain(socket, got);
      }
    }
    return Answer.parse(got.toString(StandardCharsets.ISO_8859_1));
  }

  private static void drain(Socket socket, ByteArrayOutputStream got) {
    try {
      copy(socket.getInputStream(), got);
    } catch (IOException gone) {
      return;
    }
  }

  private static void copy(InputStream from, ByteArrayOutputStream to) throws IOException {
    byte[] buffer = new byte[8192];
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      to.write(buffer, 0, n);
      if (isSwitch(to)) {
        return;
      }
    }
  }

  /** After a 101 there is no more HTTP. */
  private static boolean isSwitch(ByteArrayOutputStream got) {
    return got.size() > CONTINUE.length
        && got.toString(StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 101 ");
  }
}
