package dev.muster.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.examples.cli.StubService.Answer;
import dev.muster.provider.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that run at once use one refresh token once. The issuer holds back its answers until
 * both commands have read the old token and come to it, and then for a while in which a second
 * request can come.
 */
@Tag("once")
@Tag("TOK-8")
class SharedRefreshTest {
  private static final int PAIR = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration TIME_FOR_A_SECOND = Duration.ofSeconds(3);

  private final StubService stub = new StubService();
  private final CountDownLatch came = new CountDownLatch(PAIR);
  private final CountDownLatch refreshes = new CountDownLatch(PAIR);
  private final Set<String> used = ConcurrentHashMap.newKeySet();
  private final AtomicInteger given = new AtomicInteger(1);
  private final ExecutorService threads = Executors.newFixedThreadPool(PAIR);
  private final Path path;

  /** A second refresh never comes where one is shared, and always where none is. */
  private volatile Duration forASecond = TIME_FOR_A_SECOND;

  SharedRefreshTest(@TempDir Path folder) {
    path = folder.resolve("credentials.json");
    stub.answer(
        "GET /.well-known/openid-configuration",
        asked -> {
          came.countDown();
          return new Answer(200, stub.configuration());
        });
    stub.answer("POST /token", asked -> refreshed(asked.body()));
    stub.answer(
        "GET /account/scopes",
        asked ->
            asked.bearer().equals("marker-access-2")
                ? new Answer(200, "{\"personal\":{\"slug\":null},\"organizations\":[]}")
                : new Answer(401, StubService.problem(401, "invalid_credential")));
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    stub.close();
  }

  @Test
  void two_processes_share_one_refresh() throws Exception {
    assertThat(processes(Main.class)).containsExactly(0, 0);
    assertSharedOnce();
  }

  @Test
  void two_processes_without_the_lock_are_caught() throws Exception {
    forASecond = PATIENCE;
    var unused = processes(UnlockedMain.class);
    // Who is refused may find the other's tokens by then, so it is the requests that tell.
    assertThat(stub.asked("POST /token")).hasSizeGreaterThan(1);
    assertThatThrownBy(this::assertSharedOnce).isInstanceOf(AssertionError.class);
  }

  @Test
  void two_threads_share_one_refresh() throws Exception {
    assertThat(threads(new CredentialsFile(path))).containsExactly(200, 200);
    assertSharedOnce();
  }

  @Test
  void two_threads_without_the_lock_are_caught() throws Exception {
    forASecond = PATIENCE;
    var unused = threads(new CredentialsFile(path, new UnlockedMain.NoLock()));
    assertThat(stub.asked("POST /token")).hasSizeGreaterThan(1);
    assertThatThrownBy(this::assertSharedOnce).isInstanceOf(AssertionError.class);
  }

  @Test
  void a_token_is_refreshed_before_it_expires_and_not_sooner() {
    Kept kept = new Kept(Secret.of("t"), Instant.EPOCH, Duration.ofMinutes(5));
    assertThat(kept.isFresh(Instant.EPOCH.plus(Duration.ofMinutes(4)).minusMillis(1))).isTrue();
    assertThat(kept.isFresh(Instant.EPOCH.plus(Duration.ofMinutes(4)))).isFalse();
    assertThat(kept.isFresh(Instant.EPOCH.minusMillis(1))).isFalse();
    Kept shortLived = new Kept(Secret.of("t"), Instant.EPOCH, Duration.ofSeconds(20));
    assertThat(shortLived.isFresh(Instant.EPOCH.plusMillis(9_999))).isTrue();
    assertThat(shortLived.isFresh(Instant.EPOCH.plusSeconds(10))).isFalse();
  }

  /** The one check, of commands and of controls. */
  private void assertSharedOnce() {
    assertThat(stub.asked("POST /token")).hasSize(1);
    assertThat(new CredentialsFile(path).require().refresh())
        .isEqualTo(Secret.of("marker-refresh-2"));
  }

  private List<Integer> processes(Class<?> program) throws Exception {
    expired();
    List<Process> started = new ArrayList<>();
    for (int i = 0; i < PAIR; i++) {
      started.add(
          new ProcessBuilder(
                  System.getProperty("java.home") + "/bin/java",
                  "-cp",
                  System.getProperty("java.class.path"),
                  program.getName(),
                  "scope",
                  "list",
                  "--credentials",
                  path.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start());
    }
    List<Integer> exits = new ArrayList<>();
    for (Process process : started) {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      exits.add(process.exitValue());
    }
    return exits;
  }

  private List<Integer> threads(CredentialsFile file) throws Exception {
    expired();
    List<Future<Integer>> sent = new ArrayList<>();
    for (int i = 0; i < PAIR; i++) {
      Work work = Work.begin(file, new Wire(HttpClient.newHttpClient()), Clocks.system());
      sent.add(threads.submit(() -> status(work)));
    }
    List<Integer> statuses = new ArrayList<>();
    for (Future<Integer> one : sent) {
      statuses.add(one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }
    return statuses;
  }

  private static int status(Work work) {
    try {
      return work.server().signedIn("GET", "/scopes", null).status();
    } catch (Trouble trouble) {
      return 0;
    }
  }

  private void expired() {
    new CredentialsFile(path)
        .write(
            new Credentials(
                URI.create(stub.url()),
                stub.url(),
                "cli",
                "user_ann",
                new Kept(Secret.of("marker-access-1"), Instant.EPOCH, Duration.ofMinutes(5)),
                Secret.of("marker-refresh-1"),
                null));
  }

  private Answer refreshed(String form) {
    refreshes.countDown();
    try {
      assertThat(came.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      var unused = refreshes.await(forASecond.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return used.add(form)
        ? new Answer(200, tokens(given.incrementAndGet()))
        : new Answer(400, "{\"error\":\"invalid_grant\"}");
  }

  private static String tokens(int number) {
    return "{\"access_token\":\"marker-access-%1$d\",\"refresh_token\":\"marker-refresh-%1$d\",\"expires_in\":300}"
        .formatted(number);
  }
}
