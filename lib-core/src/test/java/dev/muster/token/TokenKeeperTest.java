package dev.muster.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.membership.Timeline;
import dev.muster.provider.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("TOK-8")
class TokenKeeperTest {
  private static final Duration SKEW = Duration.ofMinutes(1);

  private Instant wall = Instant.parse("2026-11-02T12:00:00Z");
  private long nanos;
  private final AtomicInteger fetches = new AtomicInteger();
  private Duration lifetime = Duration.ofHours(2);
  private boolean down;
  private Runnable whileFetching = () -> {};
  private final TokenKeeper keeper =
      new TokenKeeper("Acme", SKEW, new Timeline(() -> wall, () -> nanos), this::fetch);

  private TokenKeeper.Fetched fetch() {
    int count = fetches.incrementAndGet();
    whileFetching.run();
    if (down) {
      throw new IllegalStateException("the host is down");
    }
    return new TokenKeeper.Fetched(Secret.of("token " + count), lifetime);
  }

  private void pass(Duration time) {
    wall = wall.plus(time);
    nanos += time.toNanos();
  }

  @Test
  void a_token_is_used_until_shortly_before_its_expiry() {
    assertThat(keeper.token().reveal()).isEqualTo("token 1");
    pass(Duration.ofMinutes(119).minusNanos(1));
    assertThat(keeper.token().reveal()).isEqualTo("token 1");
    pass(Duration.ofNanos(1));
    assertThat(keeper.token().reveal()).isEqualTo("token 2");
  }

  @Test
  void a_machine_that_slept_has_an_old_token_by_its_wall_clock() {
    keeper.token();
    wall = wall.plus(Duration.ofHours(3));
    assertThat(keeper.token().reveal()).isEqualTo("token 2");
  }

  @Test
  void a_life_shorter_than_the_skew_is_used_for_its_first_half() {
    lifetime = Duration.ofSeconds(30);
    keeper.token();
    pass(Duration.ofSeconds(14));
    keeper.token();
    assertThat(fetches).hasValue(1);
    pass(Duration.ofSeconds(1));
    keeper.token();
    assertThat(fetches).hasValue(2);
  }

  @Test
  void a_refused_token_is_replaced_once_and_the_request_sent_again() {
    List<String> sent = new ArrayList<>();
    String answer =
        keeper.send(
            token -> {
              sent.add(token.reveal());
              return sent.size() == 1 ? "401" : "200";
            },
            "401"::equals);

    assertThat(answer).isEqualTo("200");
    assertThat(sent).containsExactly("token 1", "token 2");
    assertThat(keeper.token().reveal()).isEqualTo("token 2");
  }

  @Test
  void a_second_refusal_is_an_error_that_names_the_scope() {
    List<String> sent = new ArrayList<>();
    assertThatExceptionOfType(TokenKeeper.Unobtainable.class)
        .isThrownBy(
            () ->
                keeper.send(
                    token -> {
                      sent.add(token.reveal());
                      return "401";
                    },
                    "401"::equals))
        .withMessageContaining("Acme")
        .satisfies(error -> assertThat(error.scope()).isEqualTo("Acme"));
    assertThat(sent).hasSize(2);
  }

  @Test
  void any_other_answer_is_the_callers_and_costs_no_token() {
    String answer = keeper.send(token -> "503", "401"::equals);
    assertThat(answer).isEqualTo("503");
    assertThat(fetches).hasValue(1);
  }

  @Test
  @Tag("SCOPE-3")
  void a_host_that_gives_none_is_an_error_that_names_the_scope_and_the_next_call_tries_again() {
    down = true;
    assertThatExceptionOfType(TokenKeeper.Unobtainable.class)
        .isThrownBy(keeper::token)
        .withMessageContaining("Acme");
    down = false;
    assertThat(keeper.token().reveal()).isEqualTo("token 2");
  }

  @Test
  void many_who_want_a_token_make_one_fetch() throws Exception {
    int callers = 8;
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    whileFetching =
        () -> {
          began.countDown();
          await(go);
        };
    try {
      List<Future<Secret>> tokens = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        tokens.add(threads.submit(keeper::token));
      }
      await(began);
      go.countDown();
      for (Future<Secret> token : tokens) {
        assertThat(token.get(30, TimeUnit.SECONDS).reveal()).isEqualTo("token 1");
      }
      assertThat(fetches).hasValue(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void many_whose_token_was_refused_make_one_fetch() {
    Secret first = keeper.token();
    String answer =
        keeper.send(
            outer -> {
              if (!outer.equals(first)) {
                return "200";
              }
              // Somebody else finds the same token refused meanwhile.
              String inner =
                  keeper.send(token -> token.equals(first) ? "401" : "200", "401"::equals);
              return inner.equals("200") ? "401" : "500";
            },
            "401"::equals);
    assertThat(answer).isEqualTo("200");
    assertThat(fetches).hasValue(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
