package dev.muster.testkit.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of what is under way or being made when a kit is closed. */
@Tag("KIT-3")
class KitEndTest {
  private static final long PATIENCE = 10;
  private static final int MEBIBYTE = 1024 * 1024;

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  private static URI started(HttpServer host) {
    host.start();
    return URI.create("http://127.0.0.1:" + host.getAddress().getPort() + "/");
  }

  private static HttpServer host() throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  /** Sends the head of an answer, one byte of its body, and no more. */
  private void begin(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write('x');
    exchange.getResponseBody().flush();
    reached.countDown();
    try {
      assertThat(ended.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException never) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private static void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] much = new byte[MEBIBYTE];
    for (int sent = 0; sent < 64; sent++) {
      exchange.getResponseBody().write(much);
    }
    exchange.close();
  }

  @Test
  void an_answer_that_is_under_way_is_given_up() throws Exception {
    HttpServer host = host();
    host.createContext("/", this::begin);
    MusterKit kit = MusterKit.standard();
    try {
      Actor nobody = kit.anonymous();
      URI uri = started(host);
      CompletableFuture<Throwable> answer =
          CompletableFuture.supplyAsync(() -> catchThrowable(() -> nobody.get(uri)));
      assertThat(reached.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
      kit.close();
      assertThat(answer.get(PATIENCE, TimeUnit.SECONDS))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("got no answer");
    } finally {
      ended.countDown();
      host.stop(0);
    }
  }

  @Test
  void an_answer_without_end_fails_and_fills_no_memory() throws Exception {
    HttpServer host = host();
    host.createContext("/", KitEndTest::endless);
    try (MusterKit kit = MusterKit.standard()) {
      URI uri = started(host);
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> kit.anonymous().get(uri))
          .havingRootCause()
          .withMessageContaining("more than 16777216 bytes");
    } finally {
      host.stop(0);
    }
  }

  @Test
  void a_muster_that_is_being_made_when_the_kit_is_closed_is_nobodys() {
    AtomicInteger made = new AtomicInteger();
    MusterKit kit =
        MusterKit.with(
            builder ->
                builder.wired(
                    (of, host) -> {
                      if (made.incrementAndGet() == 2) {
                        of.close();
                      }
                      return host;
                    }));
    kit.muster();
    assertThatIllegalStateException()
        .isThrownBy(kit::anotherNode)
        .withMessage("this kit was closed with its test, and is for no other");
    assertThat(made).hasValue(2);
  }
}
