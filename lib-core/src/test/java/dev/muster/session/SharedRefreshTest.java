package dev.muster.session;

import static dev.muster.session.ScriptedSessions.cookie;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.threads.Callers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests of one expired session; the claim is also tried on a variant that shares nothing. */
@Timeout(60)
@Tag("SES-6")
class SharedRefreshTest {
  private static final int CALLERS = 50;

  private final ScriptedSessions provider = new ScriptedSessions();
  private final Sessions sessions = provider.sessions;
  private final String signedIn = provider.signIn();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final Set<Secret> spent = ConcurrentHashMap.newKeySet();

  @BeforeEach
  void accessRanOut() {
    provider.clock.advance(Duration.ofMinutes(5));
    provider.onRefresh =
        (token, organization) -> {
          if (!spent.add(token)) {
            return new RefreshOutcome.AlreadyExchanged();
          }
          begun.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new RefreshOutcome.Rotated(provider.session(organization));
        };
  }

  @AfterEach
  void close() {
    release.countDown();
    provider.close();
  }

  /** How many of 50 concurrent requests, and one just after, come out signed in. */
  private long signedIn(Supplier<Boolean> request) throws InterruptedException {
    Callers<Boolean> callers = new Callers<>();
    callers.ask(request);
    begun.await();
    for (int i = 1; i < CALLERS; i++) {
      callers.ask(request);
    }
    callers.awaitAllParked();
    release.countDown();
    long during = callers.answers().stream().filter(in -> in).count();
    return during + (request.get() ? 1 : 0);
  }

  private boolean rotates() {
    Authentication authentication = sessions.authenticate(cookie(signedIn));
    return authentication instanceof Authentication.Authenticated
        && authentication.cookies().size() == 1;
  }

  @Test
  void fifty_requests_and_one_just_after_make_one_refresh_and_all_get_the_rotated_cookie()
      throws InterruptedException {
    assertThat(signedIn(this::rotates)).isEqualTo(CALLERS + 1);
    assertThat(provider.refreshes).hasValue(1);
  }

  @Test
  void control_requests_that_share_nothing_lose_the_session() throws InterruptedException {
    Secret token = Secret.of("token");
    Supplier<Boolean> alone = () -> provider.refresh(token, null) instanceof RefreshOutcome.Rotated;
    assertThat(signedIn(alone)).isLessThan(CALLERS + 1);
    assertThat(provider.refreshes).hasValue(CALLERS + 1);
  }

  @Test
  void the_interruption_of_the_first_request_does_not_lose_the_refresh()
      throws InterruptedException {
    Callers<Boolean> callers = new Callers<>();
    Thread first = callers.ask(this::rotates);
    begun.await();
    callers.awaitAllParked();
    first.interrupt();
    first.join();
    release.countDown();
    assertThat(callers.answers()).containsExactly(false);
    assertThat(rotates()).isTrue();
    assertThat(provider.refreshes).hasValue(1);
  }

  @Test
  void a_refresh_is_remembered_for_a_minute_and_then_the_token_is_a_spent_one()
      throws InterruptedException {
    release.countDown();
    assertThat(rotates()).isTrue();
    provider.clock.advance(Duration.ofSeconds(59));
    assertThat(rotates()).isTrue();
    provider.clock.advance(Duration.ofSeconds(2));
    assertThat(sessions.authenticate(cookie(signedIn)))
        .isInstanceOf(Authentication.Unavailable.class);
  }
}
