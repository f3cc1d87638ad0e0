package dev.muster.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cookies that subdomains get too, and those that go with the session. */
@Tag("SES-4")
class SharedCookiesTest {
  private static final String DOMAIN = "; Domain=host.example;";

  private final ScriptedSessions provider = new ScriptedSessions();
  private final Sessions shared =
      provider.sessions(
          provider
              .settings()
              .cookieName("__Secure-notes")
              .sharedWithSubdomainsOf("host.example")
              .companionCookie("theme")
              .companionCookie("csrf")
              .build());

  @AfterEach
  void close() {
    provider.close();
  }

  private SessionSettings.Builder named(String name) {
    return provider.settings().cookieName(name);
  }

  private LoginResult signIn(Sessions at) {
    LoginStart.Redirect start = (LoginStart.Redirect) at.startLogin("/");
    return at.finishLogin("code", provider.state(), null, List.of(start.cookie().value().reveal()));
  }

  @Test
  void every_cookie_is_set_and_cleared_with_the_same_domain_else_a_browser_keeps_it() {
    LoginResult in = signIn(shared);
    Credential cookie = ScriptedSessions.cookie(in.cookies().get(0).value().reveal());
    provider.clock.advance(Duration.ofMinutes(5));
    List<SetCookie> all = new ArrayList<>(in.cookies());
    all.add(((LoginStart.Redirect) shared.startLogin("/")).cookie());
    all.addAll(shared.authenticate(cookie).cookies());
    all.addAll(shared.finishLogin("code", "state", null, List.of()).cookies());
    provider.clock.advance(Duration.ofMinutes(5));
    provider.onRefresh = (token, organization) -> new RefreshOutcome.Ended();
    all.addAll(shared.authenticate(cookie).cookies());
    all.addAll(shared.logout(cookie));
    assertThat(all)
        .hasSizeGreaterThan(8)
        .allSatisfy(each -> assertThat(each.header()).contains(DOMAIN).contains("; Path=/;"));
    assertThat(all)
        .extracting(SetCookie::name)
        .containsOnly("__Secure-notes", "__Secure-notes-login", "theme", "csrf");
  }

  @Test
  void by_default_no_cookie_has_a_domain() {
    LoginResult in = signIn(provider.sessions);
    assertThat(in.cookies())
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.header()).doesNotContain("Domain"));
  }

  @Test
  @Tag("SES-9")
  void companion_cookies_go_when_the_session_ends_and_not_before() {
    LoginResult in = signIn(shared);
    assertThat(in.cookies()).extracting(SetCookie::name).doesNotContain("theme", "csrf");
    assertThat(shared.logout(new Credential.None()))
        .filteredOn(cookie -> cookie.maxAge().isZero())
        .extracting(SetCookie::name)
        .containsExactly("__Secure-notes", "__Secure-notes-login", "theme", "csrf");
  }

  @Test
  void a_cookie_that_a_subdomain_set_beside_ours_is_none() {
    String mine = signIn(shared).cookies().get(0).value().reveal();
    assertThat(shared.authenticate(Credential.of(List.of(), List.of("tossed", mine))))
        .isEqualTo(new Authentication.Invalid());
  }

  @Test
  void every_fault_of_sharing_is_named_at_once() {
    assertThatThrownBy(
            () ->
                provider
                    .settings()
                    .sharedWithSubdomainsOf("Host.Example; Secure")
                    .companionCookie("a b")
                    .companionCookie("")
                    .home("/a;b")
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 faults")
        .hasMessageContaining("companion cookie name")
        .hasMessageContaining("domain must be")
        .hasMessageContaining("`__Host-`")
        .hasMessageContaining("home");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "com",
        "localhost",
        ".host.example",
        "host.example.",
        "host..example",
        "-host.example",
        "host-.example",
        "HOST.example",
        "h\u0131st.example",
        "host.example:443",
        "https://host.example",
        "host.example/",
        "host example",
        "host.example\r\nX: y",
        "host.example; HttpOnly",
        "[::1]",
        "*.host.example"
      })
  void what_is_no_domain_is_refused(String domain) {
    SessionSettings.Builder builder = named("x").sharedWithSubdomainsOf(domain);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("domain must be");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a;b", "a=b", "a b", "a,b", "a\r\nb", "a.b", "caf\u00e9", "a\u0000"})
  void what_no_cookie_may_be_named_is_refused(String name) {
    for (SessionSettings.Builder builder :
        List.of(named(name), provider.settings().companionCookie(name))) {
      assertThatThrownBy(builder::build)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cookie name");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a;b",
        "a; Domain=evil.example",
        "a\r\nSet-Cookie: b=c",
        "a\nb",
        "a b",
        "a,b",
        "\"a\"",
        "a\\b",
        "caf\u00e9",
        "a\u0000",
        "\u2028"
      })
  void no_value_of_a_cookie_ends_it_and_none_is_repeated(String value) {
    assertThatThrownBy(() -> new SetCookie("a", Secret.of(value), Duration.ZERO, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("Domain=evil");
    assertThatThrownBy(() -> new SetCookie(value, Secret.of("v"), Duration.ZERO, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SetCookie("a", Secret.of("v"), Duration.ZERO, value))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
