package dev.muster.proof.token;

import static dev.muster.proof.token.TokenStage.HALF_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.provider.Secret;
import dev.muster.session.Authentication;
import dev.muster.store.TokenHolder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Threads that use a token while another one revokes it. */
@Tag("TOK-5")
class TokenMemoryRaceTest {
  private static final int USERS = 3;
  private static final int ROUNDS = 60;

  private final TokenStage stage = new TokenStage(HALF_MINUTE);
  private final ExecutorService threads = Executors.newFixedThreadPool(USERS);

  @AfterEach
  void close() {
    threads.shutdownNow();
    stage.close();
  }

  @Test
  void nobody_uses_a_token_after_its_revocation_returned() throws Exception {
    assertThat(usesAfter(holder -> stage.tokens().revoke(holder), ROUNDS)).isZero();
  }

  @Test
  void control_a_node_that_keeps_what_it_read_is_caught() throws Exception {
    assertThat(usesAfter(holder -> stage.store.revoke(holder), 1)).isPositive();
  }

  private int usesAfter(Consumer<TokenHolder> revoke, int rounds) throws Exception {
    int late = 0;
    for (int round = 0; round < rounds; round++) {
      Secret token = stage.issued();
      AtomicBoolean revoked = new AtomicBoolean();
      CountDownLatch used = new CountDownLatch(USERS);
      List<Future<Boolean>> users = new ArrayList<>();
      for (int i = 0; i < USERS; i++) {
        users.add(
            threads.submit(
                () -> {
                  boolean after;
                  boolean good;
                  do {
                    after = revoked.get();
                    good = stage.present(token) instanceof Authentication.Authenticated;
                    used.countDown();
                  } while (!after && !Thread.currentThread().isInterrupted());
                  return good;
                }));
      }
      assertThat(used.await(30, TimeUnit.SECONDS)).isTrue();
      revoke.accept(new TokenHolder.OfMembership(stage.key));
      revoked.set(true);
      for (Future<Boolean> user : users) {
        late += user.get(30, TimeUnit.SECONDS) ? 1 : 0;
      }
    }
    return late;
  }
}
