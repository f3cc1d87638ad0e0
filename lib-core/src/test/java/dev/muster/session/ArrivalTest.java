package dev.muster.session;

import static dev.muster.session.ScriptedSessions.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderException;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a sign-in comes to between the exchange and the cookie. */
@Tag("SES-2")
class ArrivalTest {
  private final ScriptedSessions provider = new ScriptedSessions();
  private final Sessions sessions = provider.sessions;

  @AfterEach
  void close() {
    provider.close();
  }

  private LoginResult signIn() {
    LoginStart.Redirect start = (LoginStart.Redirect) sessions.startLogin("/notes");
    return sessions.finishLogin(
        "code", provider.state(), null, List.of(start.cookie().value().reveal()));
  }

  private Session signedIn() {
    return ((LoginResult.SignedIn) signIn()).session();
  }

  private void into(OrganizationId organization) {
    provider.arrival = (session, returnTo) -> new Arrival.Welcome.In(organization);
  }

  private Session inCookie(LoginResult result) {
    Authentication authentication =
        sessions.authenticate(ScriptedSessions.cookie(result.cookies().get(0).value().reveal()));
    return ((Authentication.Authenticated) authentication).session();
  }

  @Test
  void a_sign_in_begins_in_the_organization_of_its_arrival() {
    into(ACME);
    LoginResult result = signIn();
    assertThat(((LoginResult.SignedIn) result).session().organization()).contains(ACME);
    assertThat(inCookie(result).organization()).contains(ACME);
    assertThat(provider.refreshes).hasValue(1);
  }

  @Test
  void a_sign_in_that_is_there_already_or_goes_nowhere_asks_no_more() {
    assertThat(signedIn().organization()).isEmpty();
    assertThat(provider.refreshes).hasValue(0);
  }

  @Test
  void a_refused_beginning_keeps_the_session_without_an_organization() {
    into(ACME);
    provider.onRefresh = (token, organization) -> new RefreshOutcome.OrganizationRefused();
    LoginResult result = signIn();
    assertThat(((LoginResult.SignedIn) result).session().organization()).isEmpty();
    assertThat(inCookie(result).organization()).isEmpty();
  }

  @Test
  void a_beginning_that_nobody_answers_keeps_the_session() {
    into(ACME);
    provider.onRefresh =
        (token, organization) -> {
          throw new ProviderException.Unavailable("down", null);
        };
    assertThat(signedIn().organization()).isEmpty();
  }

  @Test
  void a_beginning_that_ended_elsewhere_keeps_the_rotated_token() {
    OrganizationId other = new OrganizationId("org_other");
    into(ACME);
    provider.onRefresh =
        (token, organization) -> new RefreshOutcome.Rotated(provider.session(other));
    LoginResult result = signIn();
    Session.Ticket ticket = inCookie(result).ticket();
    assertThat(inCookie(result).organization()).contains(other);
    assertThat(ticket).isNotNull();
    assertThat(ticket.refreshToken().reveal()).isEqualTo(ScriptedSessions.SECRET + "refresh-1");
  }

  @Test
  void a_beginning_as_somebody_else_is_none() {
    into(ACME);
    provider.onRefresh =
        (token, organization) -> {
          ProviderSession mine = provider.session(organization);
          return new RefreshOutcome.Rotated(
              new ProviderSession(
                  new UserId("user_bob"),
                  mine.sessionId(),
                  organization,
                  mine.refreshToken(),
                  mine.accessLifetime()));
        };
    assertThat(signedIn().user()).isEqualTo(ScriptedSessions.ANN);
    assertThat(signedIn().organization()).isEmpty();
  }

  @Test
  void who_has_no_account_gets_no_cookie_and_the_providers_session_is_ended() {
    provider.arrival = (session, returnTo) -> new Arrival.Welcome.NoAccount();
    LoginResult result = signIn();
    assertThat(result).isInstanceOf(LoginResult.NoAccount.class);
    assertThat(result.cookies())
        .singleElement()
        .satisfies(cookie -> assertThat(cookie.header()).contains("-login=;"));
    assertThat(provider.ended).containsExactly("session_1");
    assertThat(provider.events).noneMatch(SessionEvent.SignedIn.class::isInstance);
  }

  @Test
  @Tag("ANS-2")
  void an_arrival_that_can_not_be_told_is_unavailable_and_ends_nothing() {
    provider.arrival =
        (session, returnTo) -> new Arrival.Welcome.Unavailable(Duration.ofSeconds(3));
    assertThat(signIn()).isEqualTo(new LoginResult.Unavailable(Duration.ofSeconds(3)));
    assertThat(provider.ended).isEmpty();
  }

  @Test
  @Tag("ANS-10")
  void an_arrival_that_throws_lets_nobody_in() {
    provider.arrival =
        (session, returnTo) -> {
          throw new IllegalStateException("a defect of the host");
        };
    assertThat(signIn()).isEqualTo(new LoginResult.Unavailable(null));
    provider.arrival = (session, returnTo) -> null;
    assertThat(signIn()).isEqualTo(new LoginResult.Unavailable(null));
  }
}
