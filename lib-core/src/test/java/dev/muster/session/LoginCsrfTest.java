package dev.muster.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.muster.name.ProviderInstance;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A callback that this browser did not ask for: nothing is exchanged for it. */
@Tag("SES-2")
class LoginCsrfTest {
  private final ScriptedSessions provider = new ScriptedSessions();
  private final Sessions sessions = provider.sessions;
  private final Started victim = start(sessions, "/victim");
  private final Started attacker = start(sessions, "/attacker");

  private record Started(String state, String cookie, Duration maxAge) {}

  private Started start(Sessions at, String returnTo, String... cookies) {
    LoginStart.Redirect start = (LoginStart.Redirect) at.startLogin(returnTo, List.of(cookies));
    return new Started(provider.state(), start.cookie().value().reveal(), start.cookie().maxAge());
  }

  @AfterEach
  void close() {
    provider.close();
  }

  private LoginResult finish(String state, String... cookies) {
    return sessions.finishLogin("code", state, null, List.of(cookies));
  }

  private void assertRestarts(LoginResult result) {
    assertThat(result).isInstanceOf(LoginResult.Restart.class);
    assertThat(result.cookies()).hasSize(1);
    assertCleared(result.cookies().get(0));
    assertThat(provider.exchanges).hasValue(0);
  }

  private void assertMismatch(LoginResult result) {
    assertThat(result).isEqualTo(new LoginResult.StateMismatch());
    assertThat(result.cookies()).isEmpty();
    assertThat(provider.exchanges).hasValue(0);
  }

  private void assertCleared(SetCookie cookie) {
    assertThat(cookie.name()).isEqualTo(sessions.settings().loginCookieName());
    assertThat(cookie.maxAge()).isZero();
    assertThat(cookie.value().reveal()).isEmpty();
  }

  @Test
  void the_callback_of_an_attacker_in_the_browser_of_a_victim_who_signs_in_is_a_mismatch() {
    assertMismatch(finish(attacker.state(), victim.cookie()));
    assertThat(finish(victim.state(), victim.cookie())).isInstanceOf(LoginResult.SignedIn.class);
  }

  @Test
  void the_callback_of_an_attacker_in_a_browser_that_does_not_sign_in_starts_again() {
    assertRestarts(finish(attacker.state()));
  }

  @Test
  void a_callback_without_a_state_starts_again_and_leaves_the_sign_in_of_the_victim() {
    for (String none : new String[] {null, ""}) {
      LoginResult forged = finish(none, victim.cookie());
      assertThat(forged).isInstanceOf(LoginResult.Restart.class);
      assertThat(provider.exchanges).hasValue(0);
      String kept = forged.cookies().get(0).value().reveal();
      assertMismatch(finish(attacker.state(), kept));
      start(sessions, "/again", kept);
    }
    assertThat(finish(victim.state(), victim.cookie())).isInstanceOf(LoginResult.SignedIn.class);
  }

  @Test
  void a_refusal_that_an_attacker_sends_does_not_end_the_sign_in_of_the_victim() {
    LoginResult forged =
        sessions.finishLogin(null, attacker.state(), "access_denied", List.of(victim.cookie()));
    assertMismatch(forged);
    assertThat(finish(victim.state(), victim.cookie())).isInstanceOf(LoginResult.SignedIn.class);
  }

  @Test
  void a_state_that_differs_in_its_length_or_its_last_character_only_is_a_mismatch() {
    String state = victim.state();
    String stem = state.substring(0, state.length() - 1);
    for (String near :
        List.of(stem, state + "A", stem + "~", " " + state, state.toUpperCase(Locale.ROOT))) {
      assertMismatch(finish(near, victim.cookie()));
    }
  }

  @Test
  void a_state_of_characters_that_have_no_bytes_is_a_mismatch() {
    assertMismatch(finish("\ud800".repeat(43), victim.cookie()));
    assertMismatch(finish("\0".repeat(100_000), victim.cookie()));
  }

  @Test
  void at_ten_minutes_a_sign_in_is_void_and_a_moment_before_it_is_not() {
    provider.clock.advance(Duration.ofMinutes(10).minusMillis(1));
    assertMismatch(finish(attacker.state(), victim.cookie()));
    provider.clock.advance(Duration.ofMillis(1));
    assertRestarts(finish(victim.state(), victim.cookie()));
  }

  @Test
  void a_callback_that_is_replayed_after_success_starts_again() {
    LoginResult signedIn = finish(victim.state(), victim.cookie());
    SetCookie login = signedIn.cookies().get(1);
    assertCleared(login);
    provider.exchanges.set(0);
    assertRestarts(finish(victim.state()));
    assertRestarts(finish(victim.state(), login.value().reveal()));
  }

  @Test
  void a_login_cookie_sealed_by_the_key_of_another_host_starts_again() {
    SessionSettings settings =
        SessionSettings.builder()
            .key(SealKey.random(new SecureRandom()))
            .redirectUri(ScriptedSessions.REDIRECT)
            .build();
    Started elsewhere = start(provider.sessions(settings), "/");
    assertRestarts(finish(elsewhere.state(), elsewhere.cookie()));
  }

  @Test
  void a_login_cookie_of_another_name_starts_again() {
    Started elsewhere =
        start(provider.sessions(provider.settings().cookieName("__Host-other").build()), "/");
    assertRestarts(finish(elsewhere.state(), elsewhere.cookie()));
  }

  @Test
  void a_login_cookie_of_another_provider_starts_again() {
    Started elsewhere =
        start(
            provider.sessions(new ProviderInstance("elsewhere"), provider.settings().build()), "/");
    assertRestarts(finish(elsewhere.state(), elsewhere.cookie()));
  }

  @Test
  void of_two_login_cookies_none_is_picked() {
    assertRestarts(finish(victim.state(), victim.cookie(), attacker.cookie()));
    assertRestarts(finish(victim.state(), attacker.cookie(), victim.cookie()));
    assertRestarts(finish(victim.state(), victim.cookie(), victim.cookie()));
  }

  @Test
  void a_state_and_the_verifier_of_another_sign_in_cannot_be_put_together() {
    String mine = victim.cookie();
    String other = attacker.cookie();
    int body = mine.lastIndexOf('.') + 1;
    for (int cut = body; cut <= mine.length(); cut += 7) {
      String spliced = mine.substring(0, cut) + other.substring(Math.min(cut, other.length()));
      if (!spliced.equals(mine) && !spliced.equals(other)) {
        assertRestarts(finish(victim.state(), spliced));
      }
    }
  }

  @Test
  void the_verifier_that_is_sent_is_the_one_of_the_state() {
    Started both = start(sessions, "/second", victim.cookie());
    finish(victim.state(), both.cookie());
    String first = provider.verifier;
    finish(both.state(), both.cookie());
    assertThat(provider.verifier).isNotEqualTo(first);
    finish(victim.state(), victim.cookie());
    assertThat(provider.verifier).isEqualTo(first);
  }

  @Test
  void two_tabs_sign_in_at_once_each_to_its_own_place() {
    Started second = start(sessions, "/second", victim.cookie());
    LoginResult one = finish(victim.state(), second.cookie());
    assertThat(((LoginResult.SignedIn) one).returnTo()).isEqualTo("/victim");
    SetCookie rest = one.cookies().get(1);
    assertThat(rest.maxAge()).isEqualTo(Duration.ofMinutes(10));
    LoginResult two = finish(second.state(), rest.value().reveal());
    assertThat(((LoginResult.SignedIn) two).returnTo()).isEqualTo("/second");
    assertCleared(two.cookies().get(1));
  }

  @Test
  void a_sign_in_that_is_done_is_not_done_again_while_another_tab_still_signs_in() {
    Started second = start(sessions, "/second", victim.cookie());
    String rest = finish(victim.state(), second.cookie()).cookies().get(1).value().reveal();
    provider.exchanges.set(0);
    assertMismatch(finish(victim.state(), rest));
  }

  @Test
  void each_tab_has_its_own_ten_minutes() {
    provider.clock.advance(Duration.ofMinutes(6));
    Started second = start(sessions, "/second", victim.cookie());
    assertThat(second.maxAge()).isEqualTo(Duration.ofMinutes(10));
    provider.clock.advance(Duration.ofMinutes(4));
    assertMismatch(finish(victim.state(), second.cookie()));
    assertThat(finish(second.state(), second.cookie())).isInstanceOf(LoginResult.SignedIn.class);
  }

  @Test
  void of_many_tabs_the_three_youngest_can_be_finished() {
    Started last = victim;
    Started[] tabs = new Started[10];
    for (int i = 0; i < tabs.length; i++) {
      last = start(sessions, "/" + i, last.cookie());
      tabs[i] = last;
    }
    assertMismatch(finish(tabs[6].state(), last.cookie()));
    for (int i = 7; i < tabs.length; i++) {
      assertThat(finish(tabs[i].state(), last.cookie())).isInstanceOf(LoginResult.SignedIn.class);
    }
  }

  @Test
  void long_ways_back_of_many_tabs_fit_into_one_cookie() {
    String far = "/" + "a".repeat(1023);
    Started last = start(sessions, far);
    for (int i = 0; i < 3; i++) {
      last = start(sessions, far, last.cookie());
      assertThat(last.cookie().length() + sessions.settings().loginCookieName().length())
          .isLessThanOrEqualTo(4096);
    }
    LoginResult result = finish(last.state(), last.cookie());
    assertThat(((LoginResult.SignedIn) result).returnTo()).isEqualTo(far);
  }

  @Test
  void a_garbage_login_cookie_or_two_of_them_do_not_hinder_a_new_sign_in() {
    for (String[] cookies : new String[][] {{"garbage"}, {victim.cookie(), victim.cookie()}}) {
      Started started = start(sessions, "/new", cookies);
      assertThat(finish(started.state(), started.cookie()))
          .isInstanceOf(LoginResult.SignedIn.class);
    }
    assertThatNullPointerException()
        .isThrownBy(() -> sessions.startLogin("/", null))
        .withMessage("loginCookies");
  }
}
