package dev.muster.testkit.gateway;

import dev.muster.testkit.contract.Outage;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Asked;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stands between an adapter and a server over plain HTTP, and breaks the line when told to; the
 * lever {@code fail} of a contract suite's stage. What passes it keeps each header, {@code Host}
 * too, so that the server is known by the gateway's address; each connection carries one request,
 * and the server sees a body sent in chunks as one of a known length. Levers are for one thread,
 * requests come on many.
 */
public final class Gateway implements AutoCloseable {
  private final InetSocketAddress target;
  private final int port;
  private final ExecutorService threads = Executors.newCachedThreadPool(Gateway::thread);
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket door;
  private volatile CompletableFuture<Void> accepting;
  private volatile Function<Asked, @Nullable Answer> answers = asked -> null;

  private Gateway(URI target) {
    this.target = new InetSocketAddress(target.getHost(), target.getPort());
    door = listening(0);
    port = door.getLocalPort();
    accepting = accept(door);
  }

  /**
   * Opens a gateway.
   *
   * @param target the server behind it: host and port; a path is left to whoever asks
   * @return the open gateway, which passes everything on
   */
  public static Gateway before(URI target) {
    return new Gateway(target);
  }

  /**
   * Where it listens, also while it refuses connections.
   *
   * @return its base URL, without a path
   */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /**
   * Answers some requests itself, in place of what it was told before.
   *
   * @param function the answer, or null to pass the request on
   */
  public void instead(Function<Asked, @Nullable Answer> function) {
    answers = function;
  }

  /**
   * Passes some requests on, and breaks every one after them. A connection is refused for real only
   * if none is passed on; afterwards it is closed without an answer.
   *
   * @param goodRequests how many are passed on
   * @param outage how the others break
   */
  public void fail(int goodRequests, Outage outage) {
    AtomicInteger good = new AtomicInteger(goodRequests);
    instead(asked -> good.getAndDecrement() > 0 ? null : Answer.of(outage));
    if (outage == Outage.REFUSED_CONNECTION && goodRequests == 0) {
      hangUp();
    }
  }

  /** Ends every fault, and whatever is under way. */
  public void heal() {
    instead(asked -> null);
    open.forEach(Gateway::shut);
    if (door.isClosed()) {
      door = listening(port);
      accepting = accept(door);
    }
  }

  /** Ends it for good; a request that hangs ends too. */
  @Override
  public void close() {
    hangUp();
    threads.shutdownNow();
  }

  private void hangUp() {
    shut(door);
    // Who is on its way into accept() keeps the port open until it is there.
    accepting.join();
    open.forEach(Gateway::shut);
  }

  private static ServerSocket listening(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      // Its own connections of a moment ago may not be gone.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CompletableFuture<Void> accept(ServerSocket from) {
    return CompletableFuture.runAsync(
        () -> {
          while (!from.isClosed()) {
            try {
              Socket caller = from.accept();
              threads.execute(() -> serve(caller));
            } catch (IOException | RejectedExecutionException closed) {
              return;
            }
          }
        },
        threads);
  }

  private void serve(Socket caller) {
    open.add(caller);
    try (caller) {
      caller.setTcpNoDelay(true);
      Message request = Message.request(caller.getInputStream());
      Answer own = answers.apply(request.asked(caller.getPort()));
      if (own == null) {
        passOn(request, caller);
      } else {
        answer(own, caller);
      }
    } catch (IOException gone) {
      // Whoever asked has gone, or the server behind has.
    } finally {
      open.remove(caller);
    }
  }

  private void passOn(Message request, Socket caller) throws IOException {
    Socket behind = new Socket();
    open.add(behind);
    try (behind) {
      behind.connect(target);
      behind.setTcpNoDelay(true);
      behind.getOutputStream().write(request.bytes());
      InputStream in = behind.getInputStream();
      caller.getOutputStream().write(Message.head(in).bytes());
      in.transferTo(caller.getOutputStream());
    } finally {
      open.remove(behind);
    }
  }

  private static void answer(Answer answer, Socket caller) throws IOException {
    OutputStream out = caller.getOutputStream();
    switch (answer.line()) {
      case WHOLE, CUT -> out.write(Message.answer(answer).bytes());
      case HANGING -> {
        // Until somebody hangs up.
        int unused = caller.getInputStream().read();
      }
      case CLOSED -> {}
    }
  }

  private static void shut(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception e) {
      // It is of no use any more.
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "gateway");
    thread.setDaemon(true);
    return thread;
  }
}
