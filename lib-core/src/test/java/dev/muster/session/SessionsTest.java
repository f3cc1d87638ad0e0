package dev.muster.session;

import static dev.muster.session.ScriptedSessions.ACME;
import static dev.muster.session.ScriptedSessions.ANN;
import static dev.muster.session.ScriptedSessions.cookie;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.UserId;
import dev.muster.provider.ProviderException;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who a credential is, and what becomes of a session. */
class SessionsTest extends SignedIn {
  @Test
  @Tag("SES-4")
  void a_cookie_tells_who_without_a_call_while_access_lasts() {
    provider.clock.advance(Duration.ofMinutes(5).minusMillis(1));
    Session session = session(signedIn);
    assertThat(session.user()).isEqualTo(ANN);
    assertThat(authenticate(signedIn).cookies()).isEmpty();
    assertThat(provider.refreshes).hasValue(0);
  }

  @Test
  @Tag("SES-6")
  void after_access_ran_out_the_session_is_refreshed_and_the_cookie_rotated() {
    accessRunsOut();
    Authentication authentication = authenticate(signedIn);
    assertThat(authentication.cookies()).hasSize(1);
    String rotated = authentication.cookies().get(0).value().reveal();
    assertThat(rotated).isNotEqualTo(signedIn);
    assertThat(authenticate(rotated).cookies()).isEmpty();
    assertThat(provider.refreshes).hasValue(1);
  }

  @Test
  @Tag("SES-6")
  @Tag("ANS-3")
  void only_a_definite_end_clears_the_cookie() {
    accessRunsOut();
    provider.failure = new ProviderException.Unavailable("down", null, Duration.ofSeconds(9));
    assertThat(authenticate(signedIn))
        .isEqualTo(new Authentication.Unavailable(Duration.ofSeconds(9)));
    provider.failure = new ProviderException.Misconfigured("key");
    assertThat(authenticate(signedIn)).isEqualTo(new Authentication.Unavailable(null));
    assertThat(provider.events)
        .contains(new SessionEvent.ProviderMisconfigured(ScriptedSessions.INSTANCE));
    provider.failure = new IllegalStateException("bug");
    assertThat(authenticate(signedIn)).isInstanceOf(Authentication.Unavailable.class);
    provider.failure = null;
    provider.onRefresh = (token, organization) -> new RefreshOutcome.Ended();
    Authentication ended = authenticate(signedIn);
    assertThat(ended).isInstanceOf(Authentication.Ended.class);
    assertClears(ended.cookies());
  }

  @Test
  @Tag("SES-6")
  void a_token_exchanged_elsewhere_is_unavailable_for_a_moment_and_never_ended() {
    accessRunsOut();
    provider.onRefresh = (token, organization) -> new RefreshOutcome.AlreadyExchanged();
    // Those that came with it at the same time are asked to come back too.
    for (int i = 0; i < 3; i++) {
      assertThat(authenticate(signedIn)).isInstanceOf(Authentication.Unavailable.class);
    }
    provider.clock.advance(Duration.ofSeconds(5).minusMillis(1));
    assertThat(authenticate(signedIn)).isInstanceOf(Authentication.Unavailable.class);
    provider.clock.advance(Duration.ofMillis(1));
    assertThat(authenticate(signedIn)).isEqualTo(new Authentication.Invalid());
  }

  @Test
  @Tag("SES-6")
  void a_refresh_that_answers_for_another_user_is_no_session() {
    accessRunsOut();
    provider.onRefresh =
        (token, organization) ->
            new RefreshOutcome.Rotated(
                new ProviderSession(
                    new UserId("user_eve"), "s", null, Secret.of("t"), Duration.ofMinutes(5)));
    assertThat(authenticate(signedIn)).isInstanceOf(Authentication.Unavailable.class);
  }

  @Test
  @Tag("SES-10")
  void a_header_beats_the_cookie_and_of_two_credentials_none_is_picked() {
    assertThat(sessions.authenticate(Credential.of(List.of("Bearer x"), List.of(signedIn))))
        .isEqualTo(new Authentication.Invalid());
    assertThat(sessions.authenticate(Credential.of(List.of(), List.of(signedIn, signedIn))))
        .isEqualTo(new Authentication.Invalid());
    assertThat(sessions.authenticate(Credential.of(List.of("a", "b"), List.of())))
        .isEqualTo(new Authentication.Invalid());
    assertThat(sessions.authenticate(Credential.of(List.of(), List.of())))
        .isEqualTo(new Authentication.Anonymous());
  }

  @Test
  @Tag("SES-9")
  void signing_out_clears_ends_and_makes_a_copied_cookie_useless_here() {
    assertClears(sessions.logout(cookie(signedIn)));
    assertThat(provider.ended).containsExactly("session_1");
    provider.clock.advance(Duration.ofDays(6));
    assertThat(authenticate(signedIn)).isInstanceOf(Authentication.Ended.class);
  }

  @Test
  @Tag("SES-9")
  void signing_out_works_with_garbage_an_old_cookie_and_during_an_outage() {
    assertClears(sessions.logout(cookie("garbage")));
    assertClears(sessions.logout(new Credential.None()));
    provider.failure = new ProviderException.Unavailable("down", null);
    assertClears(sessions.logout(cookie(signedIn)));
    assertThat(provider.events).contains(new SessionEvent.SignedOut(ANN, "session_1", false));
    provider.failure = null;
    provider.clock.advance(Duration.ofDays(8));
    assertClears(sessions.logout(cookie(signedIn)));
    assertThat(provider.ended).containsExactly("session_1");
  }

  @Test
  @Tag("BAD-INPUT")
  void an_answer_out_of_all_proportion_is_no_exception() {
    for (String token : List.of("x".repeat(5_000), "x".repeat(100_000))) {
      String value = provider.signIn();
      accessRunsOut();
      provider.onRefresh =
          (old, organization) ->
              new RefreshOutcome.Rotated(
                  new ProviderSession(ANN, "s", null, Secret.of(token), Duration.ofDays(1)));
      assertThat(authenticate(value)).isInstanceOf(Authentication.Unavailable.class);
    }
    assertThat(provider.refreshes).hasValue(2);
    String again = provider.signIn();
    accessRunsOut();
    provider.onRefresh =
        (old, organization) ->
            new RefreshOutcome.Rotated(
                new ProviderSession(
                    ANN, "s", null, Secret.of("t"), Duration.ofSeconds(Long.MAX_VALUE)));
    Authentication renewed = authenticate(again);
    assertThat(renewed).isInstanceOf(Authentication.Authenticated.class);
    provider.clock.advance(Duration.ofDays(7));
    assertThat(authenticate(renewed.cookies().get(0).value().reveal()))
        .isEqualTo(new Authentication.Invalid());
  }

  @Test
  @Tag("SES-6")
  void a_session_whose_organization_is_refused_goes_on_without_it() {
    Attachment.Attached attached = (Attachment.Attached) sessions.attach(session(signedIn), ACME);
    accessRunsOut();
    provider.onRefresh =
        (token, organization) ->
            organization == null
                ? new RefreshOutcome.Rotated(provider.session(null))
                : new RefreshOutcome.OrganizationRefused();
    Session renewed = session(attached.cookies().get(0).value().reveal());
    assertThat(renewed.organization()).isEmpty();
  }

  @Test
  @Tag("SES-6")
  void a_session_that_is_refused_with_and_without_its_organization_is_no_outage() {
    accessRunsOut();
    provider.onRefresh = (token, organization) -> new RefreshOutcome.OrganizationRefused();
    assertThat(authenticate(signedIn)).isEqualTo(new Authentication.Invalid());
  }
}
