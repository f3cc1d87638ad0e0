package dev.muster.session;

import static dev.muster.session.ScriptedSessions.ACME;
import static dev.muster.session.ScriptedSessions.ANN;
import static dev.muster.session.ScriptedSessions.cookie;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderException;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private final ScriptedSessions provider = new ScriptedSessions();
  private final Sessions sessions = provider.sessions;
  private final String signedIn = provider.signIn();

  @AfterEach
  void close() {
    provider.close();
  }

  private Authentication authenticate(String value) {
    return sessions.authenticate(cookie(value));
  }

  private Session session(String value) {
    return ((Authentication.Authenticated) authenticate(value)).session();
  }

  private void accessRunsOut() {
    provider.clock.advance(Duration.ofMinutes(5));
  }

  private static void assertClears(List<SetCookie> cookies) {
    assertThat(cookies)
        .hasSize(2)
        .allSatisfy(cookie -> assertThat(cookie.header()).contains("Max-Age=0;"));
  }

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
  @Tag("SES-4")
  void the_cookie_has_the_strict_attributes() {
    String header = new SetCookie("__Host-muster", Secret.of("v"), Duration.ofMinutes(1)).header();
    assertThat(header)
        .isEqualTo("__Host-muster=v; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Lax");
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
  void a_token_exchanged_elsewhere_is_unavailable_once_and_never_ended() {
    accessRunsOut();
    provider.onRefresh = (token, organization) -> new RefreshOutcome.AlreadyExchanged();
    assertThat(authenticate(signedIn)).isInstanceOf(Authentication.Unavailable.class);
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
  @Tag("SES-4")
  void a_cookie_past_its_life_is_not_good_however_often_it_was_refreshed() {
    String value = signedIn;
    for (int day = 0; day < 6; day++) {
      provider.clock.advance(Duration.ofDays(1));
      value = authenticate(value).cookies().get(0).value().reveal();
    }
    provider.clock.advance(Duration.ofDays(1));
    assertThat(authenticate(value)).isEqualTo(new Authentication.Invalid());
  }

  @Test
  @Tag("SES-4")
  void a_cookie_of_another_provider_name_or_key_is_not_good() {
    Sessions otherProvider =
        provider.sessions(new ProviderInstance("other"), provider.settings().build());
    Sessions otherName = provider.sessions(provider.settings().cookieName("x").build());
    Sessions otherKey =
        provider.sessions(
            SessionSettings.builder()
                .key(SealKey.random(new SecureRandom()))
                .redirectUri(ScriptedSessions.REDIRECT)
                .build());
    for (Sessions other : List.of(otherProvider, otherName, otherKey)) {
      assertThat(other.authenticate(cookie(signedIn))).isEqualTo(new Authentication.Invalid());
    }
  }

  @Test
  @Tag("SES-4")
  void an_old_key_opens_and_the_first_one_seals() {
    SealKey young = SealKey.random(new SecureRandom());
    SessionSettings.Builder rotated =
        SessionSettings.builder()
            .key(young)
            .key(provider.key)
            .redirectUri(ScriptedSessions.REDIRECT);
    Sessions after = provider.sessions(rotated.build());
    assertThat(after.authenticate(cookie(signedIn)))
        .isInstanceOf(Authentication.Authenticated.class);
    accessRunsOut();
    String sealed = after.authenticate(cookie(signedIn)).cookies().get(0).value().reveal();
    assertThat(authenticate(sealed)).isEqualTo(new Authentication.Invalid());
    assertThat(sealed).contains(young.id());
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
  @Tag("SES-4")
  void a_cookie_has_one_text_only() {
    String stem = signedIn.substring(0, signedIn.length() - 1);
    for (char last :
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
      if (!signedIn.equals(stem + last)) {
        assertThat(authenticate(stem + last)).isEqualTo(new Authentication.Invalid());
      }
    }
    assertThat(authenticate(signedIn + "=")).isEqualTo(new Authentication.Invalid());
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
  @Tag("SES-7")
  @Tag("SES-8")
  void attaching_is_verified() {
    Attachment attachment = sessions.attach(session(signedIn), ACME);
    assertThat(attachment).isInstanceOf(Attachment.Attached.class);
    Attachment.Attached attached = (Attachment.Attached) attachment;
    assertThat(attached.session().organization()).contains(ACME);
    assertThat(session(attached.cookies().get(0).value().reveal()).organization()).contains(ACME);
  }

  @Test
  @Tag("SES-7")
  void an_attachment_to_nothing_or_to_another_organization_resets_the_session() {
    provider.onRefresh =
        (token, organization) -> new RefreshOutcome.Rotated(provider.session(null));
    Attachment nothing = sessions.attach(session(signedIn), ACME);
    assertClears(((Attachment.ResetRequired) nothing).cookies());
    String again = provider.signIn();
    provider.onRefresh =
        (token, organization) ->
            new RefreshOutcome.Rotated(provider.session(new OrganizationId("org_other")));
    assertThat(sessions.attach(session(again), ACME)).isInstanceOf(Attachment.ResetRequired.class);
  }

  @Test
  @Tag("SES-7")
  void a_refused_attachment_resets_and_an_outage_keeps_the_cookie() {
    provider.failure = new ProviderException.Unavailable("down", null, Duration.ofSeconds(3));
    assertThat(sessions.attach(session(signedIn), ACME))
        .isEqualTo(new Attachment.Unavailable(Duration.ofSeconds(3)));
    provider.failure = null;
    provider.onRefresh = (token, organization) -> new RefreshOutcome.OrganizationRefused();
    assertThat(sessions.attach(session(signedIn), ACME))
        .isInstanceOf(Attachment.ResetRequired.class);
  }

  @Test
  @Tag("SES-7")
  void attaching_with_a_token_that_was_just_exchanged_here_follows_its_successor() {
    Session old = session(signedIn);
    accessRunsOut();
    authenticate(signedIn);
    provider.onRefresh =
        (token, organization) -> {
          assertThat(token.reveal()).isNotEqualTo(ScriptedSessions.SECRET + "refresh-0");
          return new RefreshOutcome.Rotated(provider.session(organization));
        };
    assertThat(sessions.attach(old, ACME)).isInstanceOf(Attachment.Attached.class);
    assertThat(provider.refreshes).hasValue(2);
  }

  @Test
  @Tag("ANS-8")
  void a_session_of_another_issuer_is_not_attached() {
    Sessions other = provider.sessions(provider.settings().build());
    Session session = session(signedIn);
    assertThat(other.issued(session)).isFalse();
    assertThatThrownBy(() -> other.attach(session, ACME))
        .isInstanceOf(IllegalArgumentException.class);
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
  @Tag("BAD-INPUT")
  void nothing_that_holds_a_secret_prints_it() {
    Session session = session(signedIn);
    LoginStart start = sessions.startLogin(null);
    for (Object holder :
        List.of(
            session,
            authenticate(signedIn),
            cookie(signedIn),
            Credential.of(List.of(ScriptedSessions.SECRET), List.of()),
            start,
            provider.asked,
            sessions.attach(session, ACME),
            provider.key,
            provider.session(null),
            String.valueOf(session.ticket()))) {
      assertThat(holder.toString())
          .doesNotContain(ScriptedSessions.SECRET)
          .doesNotContain(signedIn)
          .doesNotContain(provider.state())
          .doesNotContain(start.cookie().value().reveal());
    }
  }

  @Test
  @Tag("BAD-INPUT")
  void every_fault_of_the_settings_is_named_at_once() {
    assertThatThrownBy(
            () ->
                SessionSettings.builder()
                    .cookieName("a b")
                    .home("//evil.example")
                    .life(Duration.ofSeconds(1))
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 faults")
        .hasMessageContaining("seal key")
        .hasMessageContaining("cookie name")
        .hasMessageContaining("home")
        .hasMessageContaining("life")
        .hasMessageContaining("redirect URI");
    assertThatThrownBy(() -> SealKey.ofBase64("c2hvcnQ="))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("c2hvcnQ=");
  }
}
