package dev.muster.session;

import static dev.muster.session.ScriptedSessions.ACME;
import static dev.muster.session.ScriptedSessions.cookie;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cookie itself, its keys and its settings. */
class SessionCookieTest extends SignedIn {
  @Test
  @Tag("SES-4")
  void the_cookie_has_the_strict_attributes() {
    String header =
        new SetCookie("__Host-muster", Secret.of("v"), Duration.ofMinutes(1), null).header();
    assertThat(header)
        .isEqualTo("__Host-muster=v; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Lax");
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
  @Tag("BAD-INPUT")
  void nothing_that_holds_a_secret_prints_it() {
    Session session = session(signedIn);
    LoginStart.Redirect start = (LoginStart.Redirect) sessions.startLogin(null);
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
