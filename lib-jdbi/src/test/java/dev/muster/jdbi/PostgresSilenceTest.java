package dev.muster.jdbi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that is gone without a word: its connections stay open and nothing comes of them. */
@Tag("FEED-8")
class PostgresSilenceTest {
  private final Semaphore heard = new Semaphore(0);

  @Test
  void a_server_that_falls_silent_is_found_out_and_another_connection_opened() throws Exception {
    try (TestDatabase database = Engine.POSTGRESQL.installed();
        Line line = new Line(database);
        PostgresListener listener = listener(line)) {
      isHeard();

      line.cutFrom(said -> true);

      isHeard();
      assertThat(listener).isNotNull();
    }
  }

  @Test
  void a_server_that_does_not_answer_the_first_statement_is_found_out_too() throws Exception {
    try (TestDatabase database = Engine.POSTGRESQL.installed();
        Line line = new Line(database)) {
      line.cutFrom(said -> said.contains("listen " + NoticeLog.CHANNEL));
      try (PostgresListener listener = listener(line)) {
        isHeard();
        assertThat(listener).isNotNull();
      }
    }
  }

  private PostgresListener listener(Line line) {
    PostgresListener listener = new PostgresListener(line.dataSource(), heard::release, 100, 1);
    Thread thread = new Thread(listener, "a listener");
    thread.setDaemon(true);
    thread.start();
    return listener;
  }

  private void isHeard() throws InterruptedException {
    assertThat(heard.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
  }

  /** Between the listener and its server; cuts one connection so that neither end is told. */
  private static final class Line implements Closeable {
    private final TestDatabase database;
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
    private final List<Closeable> open = new CopyOnWriteArrayList<>(List.of(door));
    private final AtomicReference<Predicate<String>> cut = new AtomicReference<>(said -> false);

    Line(TestDatabase database) throws IOException {
      this.database = database;
      start(this::take);
    }

    DataSource dataSource() {
      return database.by(door.getLocalPort());
    }

    /** The first connection that says so gets no answer any more; those after it do. */
    void cutFrom(Predicate<String> said) {
      cut.set(said);
    }

    private void take() {
      try {
        while (true) {
          Socket near = door.accept();
          Socket far = new Socket("localhost", database.port());
          open.addAll(List.of(near, far));
          start(() -> pump(near, far, true));
          start(() -> pump(far, near, false));
        }
      } catch (IOException over) {
        // The test is.
      }
    }

    private void pump(Socket from, Socket to, boolean cuts) {
      byte[] part = new byte[8_192];
      try {
        for (int n = from.getInputStream().read(part);
            n >= 0;
            n = from.getInputStream().read(part)) {
          Predicate<String> now = cut.get();
          if (cuts && now.test(new String(part, 0, n, US_ASCII))) {
            cut.set(said -> false);
            return;
          }
          to.getOutputStream().write(part, 0, n);
        }
        to.close();
      } catch (IOException over) {
        // One end is gone.
      }
    }

    private static void start(Runnable work) {
      Thread thread = new Thread(work, "a line");
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void close() {
      for (Closeable one : open) {
        try {
          one.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
