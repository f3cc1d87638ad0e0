package dev.muster.session;

import static dev.muster.session.ScriptedSessions.cookie;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.threads.Callers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the provider answers after its session was signed out here. */
@Timeout(60)
@Tag("SES-9")
class LateAnswersTest extends SignedIn {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  private void answersLate(String sessionId) {
    provider.onRefresh =
        (token, organization) -> {
          asked.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new RefreshOutcome.Rotated(
              new ProviderSession(
                  ScriptedSessions.ANN,
                  sessionId,
                  organization,
                  Secret.of("next"),
                  Duration.ofMinutes(5)));
        };
  }

  @Test
  void a_refresh_that_is_answered_after_the_sign_out_sets_no_cookie() throws Exception {
    accessRunsOut();
    answersLate("session_1");
    Callers<Authentication> callers = new Callers<>();
    callers.ask(() -> authenticate(signedIn));
    asked.await();
    sessions.logout(cookie(signedIn));
    release.countDown();
    assertThat(callers.answers())
        .singleElement()
        .isInstanceOfSatisfying(
            Authentication.Ended.class, ended -> assertThat(ended.cookies()).isEmpty());
  }

  @Test
  void a_switch_that_is_answered_after_the_sign_out_sets_no_cookie() throws Exception {
    Session session = session(signedIn);
    answersLate("session_1");
    Callers<Attachment> callers = new Callers<>();
    callers.ask(() -> sessions.attach(session, ScriptedSessions.ACME));
    asked.await();
    sessions.logout(cookie(signedIn));
    release.countDown();
    assertThat(callers.answers())
        .singleElement()
        .isInstanceOfSatisfying(
            Attachment.ResetRequired.class, reset -> assertThat(reset.cookies()).isEmpty());
  }

  @Test
  void
      a_cookie_that_was_overtaken_does_not_bring_back_the_session_that_signed_out_under_a_new_id() {
    release.countDown();
    answersLate("session_2");
    Attachment.Attached attached =
        (Attachment.Attached) sessions.attach(session(signedIn), ScriptedSessions.ACME);
    sessions.logout(cookie(attached.cookies().get(0).value().reveal()));
    assertThat(authenticate(signedIn)).isInstanceOf(Authentication.Ended.class);
  }
}
