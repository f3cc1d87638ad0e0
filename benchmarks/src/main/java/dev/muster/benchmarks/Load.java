package dev.muster.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks a server for the same over connections that stay, each with one request at a time. */
final class Load implements AutoCloseable {
  private static final int CONNECTIONS = 4;
  private static final String LENGTH = "content-length:";

  private final List<Socket> connections = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
  private final byte[] request;

  Load(int port, String token) throws IOException {
    request =
        ("GET "
                + FilterHost.PATH
                + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nAuthorization: Bearer "
                + token
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < CONNECTIONS; i++) {
      Socket connection = new Socket(InetAddress.getLoopbackAddress(), port);
      connection.setTcpNoDelay(true);
      connections.add(connection);
    }
  }

  /** How many requests were answered a second, each with 200. */
  double answersASecond(long nanos) throws Exception {
    long begin = System.nanoTime();
    List<Callable<Integer>> each = new ArrayList<>();
    for (Socket connection : connections) {
      each.add(() -> answers(connection, begin, nanos));
    }
    long answers = 0;
    for (Future<Integer> done : threads.invokeAll(each)) {
      answers += done.get();
    }
    return answers * 1e9 / (System.nanoTime() - begin);
  }

  private int answers(Socket connection, long begin, long nanos) throws IOException {
    InputStream in = new BufferedInputStream(connection.getInputStream());
    OutputStream out = connection.getOutputStream();
    int answers = 0;
    do {
      out.write(request);
      read(in);
      answers++;
    } while (System.nanoTime() - begin < nanos);
    return answers;
  }

  private static void read(InputStream in) throws IOException {
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 200 ")) {
      throw new IOException("the answer was " + status);
    }
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection is closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (Socket connection : connections) {
      connection.close();
    }
  }
}
