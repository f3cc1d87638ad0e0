package dev.muster.proof.token;

import static dev.muster.proof.token.TokenStage.HALF_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.Decision;
import dev.muster.provider.Secret;
import dev.muster.store.OrganizationTokenStore.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When a token was last used is known about, and costs no request anything. */
@Tag("TOK-6")
class TokenUsesTest {
  private final TokenStage stage = new TokenStage(HALF_MINUTE);

  @AfterEach
  void close() {
    stage.close();
  }

  private CountDownLatch awaiting(int writes) {
    CountDownLatch written = new CountDownLatch(writes);
    stage.store.after =
        statement -> {
          if (statement.equals("used")) {
            written.countDown();
          }
        };
    return written;
  }

  private List<Instant> lastUsed() {
    return stage.store.list(stage.key).stream().map(Token::lastUsedAt).toList();
  }

  @Test
  void a_thousand_uses_in_a_minute_are_one_write() throws Exception {
    Secret token = stage.issued();
    CountDownLatch written = awaiting(1);
    for (int i = 0; i < 1_000; i++) {
      assertThat(stage.check(token)).isInstanceOf(Decision.Granted.class);
      stage.pass(Duration.ofMillis(59));
    }

    assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
    stage.tokens().sweep(1);
    assertThat(stage.store.count("used")).isEqualTo(1);
    assertThat(lastUsed()).containsExactly(Instant.parse("2026-11-02T12:00:00Z"));
  }

  @Test
  void a_use_in_the_next_minute_is_written_too() throws Exception {
    Secret token = stage.issued();
    CountDownLatch written = awaiting(2);
    assertThat(stage.check(token)).isInstanceOf(Decision.Granted.class);
    stage.pass(Duration.ofSeconds(61));
    assertThat(stage.check(token)).isInstanceOf(Decision.Granted.class);
    stage.tokens().sweep(1);

    assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(lastUsed()).containsExactly(Instant.parse("2026-11-02T12:01:01Z"));
  }
}
