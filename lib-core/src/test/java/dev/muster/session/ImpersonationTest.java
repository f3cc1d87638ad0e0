package dev.muster.session;

import static dev.muster.session.ScriptedSessions.ACME;
import static dev.muster.session.ScriptedSessions.ANN;
import static dev.muster.session.ScriptedSessions.cookie;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.session.TokenAuthenticator.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Somebody who acts as a user: told once, and seen in the session for as long as it lasts. */
@Tag("SES-5")
class ImpersonationTest {
  private static final String SUPPORT = "support@provider.example";

  private final ScriptedSessions provider = new ScriptedSessions();
  private final Sessions sessions = provider.sessions;
  private String signedIn;

  @AfterEach
  void close() {
    provider.close();
  }

  private void signInAs(String impersonator) {
    provider.impersonator = impersonator;
    signedIn = provider.signIn();
  }

  private Session session(String value) {
    return ((Authentication.Authenticated) sessions.authenticate(cookie(value))).session();
  }

  private List<SessionEvent> told() {
    return provider.events.stream().filter(SessionEvent.Impersonated.class::isInstance).toList();
  }

  private String refreshed() {
    provider.clock.advance(Duration.ofMinutes(5));
    return sessions.authenticate(cookie(signedIn)).cookies().get(0).value().reveal();
  }

  @Test
  void who_acts_as_a_user_is_told_once_at_sign_in() {
    signInAs(SUPPORT);
    session(signedIn);
    session(signedIn);
    session(refreshed());
    assertThat(told()).containsExactly(new SessionEvent.Impersonated(ANN, "session_1", SUPPORT));
  }

  @Test
  void nobody_is_told_of_a_user_who_acts_alone() {
    signInAs(null);
    assertThat(session(signedIn).impersonator()).isEmpty();
    assertThat(told()).isEmpty();
  }

  @Test
  void the_cookie_keeps_who_acts() {
    signInAs(SUPPORT);
    assertThat(session(signedIn).impersonator()).contains(SUPPORT);
    assertThat(session(signedIn).user()).isEqualTo(ANN);
  }

  @Test
  void a_refresh_keeps_who_acts_also_where_the_provider_does_not_say_it_again() {
    signInAs(SUPPORT);
    provider.impersonator = null;
    assertThat(session(refreshed()).impersonator()).contains(SUPPORT);
  }

  @Test
  void an_attachment_keeps_who_acts_also_where_the_provider_does_not_say_it_again() {
    signInAs(SUPPORT);
    provider.impersonator = null;
    Attachment.Attached there = (Attachment.Attached) sessions.attach(session(signedIn), ACME);
    assertThat(there.session().impersonator()).contains(SUPPORT);
    assertThat(session(there.cookies().get(0).value().reveal()).impersonator()).contains(SUPPORT);
  }

  @Test
  void a_sign_in_that_begins_in_an_organization_keeps_who_acts() {
    provider.arrival = (session, returnTo) -> new Arrival.Welcome.In(ACME);
    provider.onRefresh =
        (token, organization) -> {
          provider.impersonator = null;
          return new RefreshOutcome.Rotated(provider.session(organization));
        };
    signInAs(SUPPORT);
    assertThat(session(signedIn).organization()).contains(ACME);
    assertThat(session(signedIn).impersonator()).contains(SUPPORT);
  }

  @Test
  void a_provider_that_begins_to_say_so_at_a_refresh_is_believed() {
    signInAs(null);
    provider.impersonator = SUPPORT;
    assertThat(session(refreshed()).impersonator()).contains(SUPPORT);
  }

  @Test
  void who_acts_under_a_name_out_of_all_proportion_does_not_come_in() {
    provider.impersonator = "x".repeat(70_000);
    LoginStart.Redirect start = (LoginStart.Redirect) sessions.startLogin("/");
    assertThat(
            sessions.finishLogin(
                "code", provider.state(), null, List.of(start.cookie().value().reveal())))
        .isEqualTo(new LoginResult.Unavailable(null));
  }

  @Test
  void who_acts_by_a_token_is_told_once_for_a_session() {
    BearerSessions bearers =
        new BearerSessions(
            ScriptedSessions.INSTANCE,
            token -> new Outcome.Verified(new UserId("user_bob"), token.reveal(), null, SUPPORT),
            sessions,
            provider.events::add);
    for (String token : List.of("a", "a", "b", "a")) {
      Authentication in = bearers.authenticate(new Credential.Header(Secret.of("Bearer " + token)));
      assertThat(((Authentication.Authenticated) in).session().impersonator()).contains(SUPPORT);
    }
    assertThat(told()).hasSize(2);
  }
}
