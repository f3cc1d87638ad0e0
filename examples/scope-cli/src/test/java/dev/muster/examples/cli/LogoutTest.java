package dev.muster.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.examples.cli.StubService.Answer;
import dev.muster.provider.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing out while somebody signs in. */
@Tag("SES-9")
class LogoutTest {
  private static final Duration TIME_FOR_THE_OTHER = Duration.ofSeconds(2);

  private final StubService stub = new StubService();
  private final Desk desk;

  LogoutTest(@TempDir Path folder) {
    desk = new Desk(folder);
  }

  @AfterEach
  void close() {
    stub.close();
  }

  @Test
  void a_sign_in_that_comes_while_the_old_session_is_ended_is_not_forgotten() throws Exception {
    Credentials anew = renewed(desk.signedIn(stub, null));
    CompletableFuture<Boolean> other = new CompletableFuture<>();
    stub.answer(
        "POST /revoke",
        asked -> {
          other.completeAsync(() -> written(anew), task -> new Thread(task, "other login").start());
          CompletableFuture<Boolean> soon = other.copy();
          soon.completeOnTimeout(false, TIME_FOR_THE_OTHER.toSeconds(), TimeUnit.SECONDS).join();
          return new Answer(200, "{}");
        });
    assertThat(desk.run("logout").exit()).isZero();
    assertThat(other.get(1, TimeUnit.MINUTES)).isTrue();
    assertThat(stub.asked("POST /revoke").get(0).body()).contains("marker-refresh-1");
    assertThat(desk.file().require().refresh()).isEqualTo(Secret.of("marker-refresh-2"));
  }

  private static Credentials renewed(Credentials before) {
    return before.renewed(before.access(), Secret.of("marker-refresh-2"));
  }

  /** As a login of another process ends. */
  private boolean written(Credentials credentials) {
    CredentialsFile file = desk.file();
    return file.alone(
        () -> {
          file.write(credentials);
          return true;
        });
  }
}
