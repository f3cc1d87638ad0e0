package dev.muster.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderException;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.gateway.StubServer;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The service account's token: when it is fetched, and how often. */
class ServiceTokenTest {
  private static final String SECRET = "marker-of-the-client";
  private static final UserId NOBODY = new UserId("nobody");

  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private volatile Function<Asked, Answer> tokens = asked -> token("marker-one", 60);
  private volatile Function<Asked, Answer> others = asked -> Answer.of(404, LogStub.NOT_FOUND);
  private final StubServer server =
      StubServer.start(0, asked -> isForToken(asked) ? tokens.apply(asked) : others.apply(asked));
  private final KeycloakProvider provider =
      KeycloakProvider.of(
          KeycloakSettings.builder(new ProviderInstance("keycloak"))
              .baseUrl(server.url())
              .realm("acme")
              .clientId("muster")
              .clientSecret(Secret.of(SECRET))
              .callDeadline(Duration.ofSeconds(10))
              .clock(clock)
              .build());

  @AfterEach
  void close() {
    provider.close();
    server.close();
  }

  @Test
  void a_token_serves_until_shortly_before_its_end() {
    ask();
    clock.advance(Duration.ofSeconds(49));
    ask();
    assertThat(fetched()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(1));
    ask();
    assertThat(fetched()).isEqualTo(2);
  }

  @Test
  @Tag("ANS-4")
  void a_token_that_is_refused_is_fetched_anew_once_and_no_more() {
    ask();
    others =
        asked ->
            isWith(asked, "marker-one") ? Answer.of(401, "{}") : Answer.of(404, LogStub.NOT_FOUND);
    tokens = asked -> token("marker-two", 60);
    ask();
    assertThat(fetched()).isEqualTo(2);

    others = asked -> Answer.of(401, "{}");
    assertThatExceptionOfType(Misconfigured.class).isThrownBy(this::ask);
    assertThat(fetched()).isEqualTo(3);
  }

  @Test
  void callers_at_once_share_one_fetch() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    tokens =
        asked -> {
          await(held);
          return token("marker-one", 60);
        };
    ExecutorService threads = Executors.newCachedThreadPool();
    List<CompletableFuture<Void>> callers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      callers.add(CompletableFuture.runAsync(this::ask, threads));
    }
    held.countDown();
    CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)).get();
    threads.shutdown();
    assertThat(fetched()).isEqualTo(1);
  }

  @Test
  @Tag("ANS-2")
  void a_fetch_that_fails_is_no_answer_and_the_next_call_fetches_again() {
    tokens = asked -> Answer.of(503, "{}");
    assertThatExceptionOfType(Unavailable.class).isThrownBy(this::ask);
    for (String odd :
        List.of(
            "{",
            "{}",
            "{\"access_token\":\"\",\"expires_in\":60}",
            "{\"access_token\":\"a b\",\"expires_in\":60}",
            "{\"access_token\":\"a\",\"expires_in\":0}",
            "{\"access_token\":\"a\"}")) {
      tokens = asked -> Answer.of(200, odd);
      assertThatExceptionOfType(Unavailable.class).as(odd).isThrownBy(this::ask);
    }
    tokens = asked -> token("marker-one", 60);
    ask();
  }

  @Test
  @Tag("ANS-4")
  void a_client_that_gets_no_token_is_misconfigured_and_its_secret_is_not_told() {
    for (int status : List.of(400, 401, 403, 404)) {
      tokens = asked -> Answer.of(status, "{\"error\":\"marker-text\"}");
      assertThatExceptionOfType(Misconfigured.class)
          .as("%s", status)
          .isThrownBy(this::ask)
          .satisfies(failure -> assertThat(told(failure)).doesNotContain("marker-"));
    }
    assertThat(provider.toString()).doesNotContain(SECRET);
  }

  private void ask() {
    assertThat(provider.findUser(NOBODY)).isEmpty();
  }

  private long fetched() {
    return server.asked().stream().filter(ServiceTokenTest::isForToken).count();
  }

  private static String told(ProviderException failure) {
    return failure + " " + failure.getCause();
  }

  private static boolean isForToken(Asked asked) {
    return asked.uri().getPath().endsWith("/token");
  }

  private static boolean isWith(Asked asked, String token) {
    return ("Bearer " + token).equals(asked.authorization());
  }

  private static Answer token(String token, int seconds) {
    return Answer.of(200, "{\"access_token\":\"" + token + "\",\"expires_in\":" + seconds + "}");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
