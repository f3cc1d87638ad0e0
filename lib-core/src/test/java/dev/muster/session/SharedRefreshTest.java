package dev.muster.session;

import static dev.muster.session.ScriptedSessions.cookie;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.threads.Callers;
import java.time.Duration;
import java.time.Instant;
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

  @Test
  @Tag("SES-5")
  void access_is_counted_from_the_refresh_and_not_from_the_request_that_shares_it() {
    release.countDown();
    Instant refreshed = provider.clock.instant();
    assertThat(rotates()).isTrue();
    provider.clock.advance(Duration.ofSeconds(59));

    Authentication shared = sessions.authenticate(cookie(signedIn));

    Session session = ((Authentication.Authenticated) shared).session();
    assertThat(session.ticket())
        .extracting(Session.Ticket::accessUntil)
        .isEqualTo(refreshed.plus(Duration.ofMinutes(5)));
  }

  @Test
  @Tag("SES-5")
  void a_remembered_refresh_whose_access_is_over_is_no_access_and_its_successor_is_exchanged() {
    release.countDown();
    lifetime(Duration.ofSeconds(30));
    assertThat(rotates()).isTrue();
    provider.clock.advance(Duration.ofSeconds(40));

    Authentication shared = sessions.authenticate(cookie(signedIn));

    Session.Ticket ticket = ((Authentication.Authenticated) shared).session().ticket();
    assertThat(ticket).isNotNull();
    assertThat(ticket.accessUntil()).isAfter(provider.clock.instant());
    assertThat(provider.refreshes).hasValue(2);
  }

  @Test
  void a_cookie_that_was_overtaken_on_its_way_is_replaced_before_its_access_is_over() {
    release.countDown();
    String first = rotated(sessions.authenticate(cookie(signedIn)));
    Session session =
        ((Authentication.Authenticated) sessions.authenticate(cookie(first))).session();
    Attachment attached = sessions.attach(session, ScriptedSessions.ACME);
    assertThat(attached).isInstanceOf(Attachment.Attached.class);

    // The answer with the first cookie came last.
    Authentication healed = sessions.authenticate(cookie(first));

    assertThat(((Authentication.Authenticated) healed).session().organization())
        .contains(ScriptedSessions.ACME);
    provider.clock.advance(Duration.ofMinutes(5));
    assertThat(sessions.authenticate(cookie(rotated(healed))))
        .isInstanceOf(Authentication.Authenticated.class);
  }

  @Test
  void a_call_that_takes_long_is_not_made_twice_and_is_remembered_from_its_end()
      throws InterruptedException {
    Callers<Boolean> callers = new Callers<>();
    callers.ask(this::rotates);
    begun.await();
    provider.clock.advance(Duration.ofSeconds(61));
    callers.ask(this::rotates);
    callers.awaitAllParked();
    release.countDown();
    assertThat(callers.answers()).containsExactly(true, true);
    provider.clock.advance(Duration.ofSeconds(59));
    assertThat(rotates()).isTrue();
    assertThat(provider.refreshes).hasValue(1);
    provider.clock.advance(Duration.ofSeconds(2));
    assertThat(rotates()).isFalse();
  }

  private void lifetime(Duration lifetime) {
    provider.onRefresh =
        (token, organization) -> {
          ProviderSession session = provider.session(organization);
          return spent.add(token)
              ? new RefreshOutcome.Rotated(
                  new ProviderSession(
                      session.user(),
                      session.sessionId(),
                      organization,
                      session.refreshToken(),
                      lifetime))
              : new RefreshOutcome.AlreadyExchanged();
        };
  }

  private static String rotated(Authentication authentication) {
    return authentication.cookies().get(0).value().reveal();
  }
}
