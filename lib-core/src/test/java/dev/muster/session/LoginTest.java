package dev.muster.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.ProviderException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
  private final ScriptedSessions provider = new ScriptedSessions();
  private final Sessions sessions = provider.sessions;
  private final LoginStart.Redirect start =
      (LoginStart.Redirect) sessions.startLogin("/notes?tab=all");
  private final String cookie = start.cookie().value().reveal();

  @AfterEach
  void close() {
    provider.close();
  }

  private LoginResult finish(String state, String... cookies) {
    return sessions.finishLogin("code", state, null, List.of(cookies));
  }

  @Test
  @Tag("SES-1")
  void the_state_has_256_bits_and_the_challenge_hides_the_verifier() throws Exception {
    assertThat(Base64.getUrlDecoder().decode(provider.state())).hasSize(32);
    assertThat(((LoginStart.Redirect) sessions.startLogin(null)).cookie().maxAge())
        .isEqualTo(Duration.ofMinutes(10));
    LoginStart.Redirect other = (LoginStart.Redirect) sessions.startLogin(null);
    String challenge = provider.asked.codeChallenge();
    finish(provider.state(), other.cookie().value().reveal());
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(provider.verifier.getBytes(StandardCharsets.US_ASCII));
    assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(digest)).isEqualTo(challenge);
    assertThat(provider.asked.redirectUri()).isEqualTo(ScriptedSessions.REDIRECT);
  }

  @Test
  @Tag("SES-2")
  void the_right_state_signs_in_and_leads_back() {
    LoginResult result = finish(provider.state(), cookie);
    assertThat(result).isInstanceOf(LoginResult.SignedIn.class);
    assertThat(((LoginResult.SignedIn) result).returnTo()).isEqualTo("/notes?tab=all");
    assertThat(result.cookies()).hasSize(2);
  }

  @Test
  @Tag("SES-2")
  void a_foreign_state_is_a_mismatch_and_nothing_is_exchanged() {
    String others = provider.state();
    sessions.startLogin(null);
    assertThat(finish(provider.state(), cookie)).isEqualTo(new LoginResult.StateMismatch());
    assertThat(provider.exchanges).hasValue(0);
    assertThat(finish(others, cookie)).isInstanceOf(LoginResult.SignedIn.class);
  }

  @Test
  @Tag("ANS-2")
  void a_page_that_the_provider_can_not_find_now_is_unavailable() {
    provider.failure = new ProviderException.Unavailable("down", null, Duration.ofSeconds(4));
    assertThat(sessions.startLogin("/"))
        .isEqualTo(new LoginStart.Unavailable(Duration.ofSeconds(4)));
    provider.failure = new ProviderException.Misconfigured("another issuer");
    assertThat(sessions.startLogin("/")).isEqualTo(new LoginStart.Unavailable(null));
  }

  @Test
  @Tag("SES-2")
  void a_callback_without_a_state_starts_again_and_nothing_is_exchanged() {
    assertThat(finish("", cookie)).isInstanceOf(LoginResult.Restart.class);
    assertThat(finish(null, cookie)).isInstanceOf(LoginResult.Restart.class);
    assertThat(provider.exchanges).hasValue(0);
  }

  @Test
  @Tag("SES-1")
  void a_sign_in_begun_at_one_provider_is_not_finished_at_another() {
    Sessions elsewhere =
        provider.sessions(new ProviderInstance("elsewhere"), provider.settings().build());
    assertThat(elsewhere.finishLogin("code", provider.state(), null, List.of(cookie)))
        .isInstanceOf(LoginResult.Restart.class);
    assertThat(provider.exchanges).hasValue(0);
    assertThat(finish(provider.state(), cookie)).isInstanceOf(LoginResult.SignedIn.class);
  }

  @Test
  @Tag("SES-2")
  void without_a_sign_in_under_way_it_starts_again_and_nothing_is_exchanged() {
    assertThat(finish(provider.state())).isInstanceOf(LoginResult.Restart.class);
    assertThat(finish(provider.state(), "garbage")).isInstanceOf(LoginResult.Restart.class);
    assertThat(finish(provider.state(), cookie, cookie)).isInstanceOf(LoginResult.Restart.class);
    provider.clock.advance(Duration.ofMinutes(10));
    assertThat(finish(provider.state(), cookie)).isInstanceOf(LoginResult.Restart.class);
    assertThat(provider.exchanges).hasValue(0);
  }

  @Test
  @Tag("SES-4")
  void a_login_cookie_is_no_session_cookie_nor_the_other_way_round() {
    assertThat(sessions.authenticate(ScriptedSessions.cookie(cookie)))
        .isEqualTo(new Authentication.Invalid());
    assertThat(finish(provider.state(), provider.signIn())).isInstanceOf(LoginResult.Restart.class);
  }

  @Test
  @Tag("SES-2")
  void a_no_of_the_provider_or_the_person_is_a_refusal() {
    assertThat(sessions.finishLogin(null, provider.state(), "access_denied", List.of(cookie)))
        .isInstanceOf(LoginResult.Refused.class);
    assertThat(sessions.finishLogin(null, provider.state(), null, List.of(cookie)))
        .isInstanceOf(LoginResult.Refused.class);
    assertThat(provider.exchanges).hasValue(0);
    provider.failure = new ProviderException.Rejected("bad_code");
    assertThat(finish(provider.state(), cookie)).isInstanceOf(LoginResult.Refused.class);
  }

  @Test
  @Tag("ANS-10")
  void a_provider_that_answers_nothing_is_unavailable() {
    provider.answersNull = true;
    assertThat(finish(provider.state(), cookie)).isEqualTo(new LoginResult.Unavailable(null));
  }

  @Test
  @Tag("ANS-2")
  void an_outage_at_sign_in_is_no_refusal() {
    provider.failure = new ProviderException.Unavailable("down", null, Duration.ofSeconds(4));
    assertThat(finish(provider.state(), cookie))
        .isEqualTo(new LoginResult.Unavailable(Duration.ofSeconds(4)));
    provider.failure = new ProviderException.Misconfigured("key");
    assertThat(finish(provider.state(), cookie)).isEqualTo(new LoginResult.Unavailable(null));
  }

  @ParameterizedTest
  @Tag("SES-3")
  @ValueSource(
      strings = {
        "/",
        "/a",
        "/a/b",
        "/a-b_c~d",
        "/a?b=c",
        "/a?b=%20x",
        "/a?next=%2Fb",
        "/a?b=caf%C3%A9",
        "/a#top",
        "/a?b=1&c=2#d",
        "/a/b/",
        "/a?time=10:30",
        "/orgs/caf%C3%A9",
        "/my%20notes/%E6%97%A5%E6%9C%AC",
        "/a?ids[]=1",
        "/a?at=b@c.example"
      })
  void a_path_of_this_origin_is_kept(String path) {
    assertThat(ReturnTo.parse(path)).contains(path);
  }

  @ParameterizedTest
  @Tag("SES-3")
  @ValueSource(
      strings = {
        "",
        " ",
        "a",
        "a/b",
        "http://evil.example",
        "https://evil.example/",
        "HTTPS://evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "///evil.example",
        "////evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "\\\\evil.example",
        "/\\/evil.example",
        "/a\\b",
        "/a//b",
        "/.//evil.example",
        "/..//evil.example",
        "/./a",
        "/../a",
        "/a/../../b",
        "/%2F/evil.example",
        "/%2f%2fevil.example",
        "/%5Cevil.example",
        "/%5cevil.example",
        "/%09/evil.example",
        "/%2e%2e/evil.example",
        "/%252F%252Fevil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/ /evil.example",
        "/a\r\nSet-Cookie: x=y",
        "/a?b=%0d%0aSet-Cookie:x",
        "/a?b=%0D%0A",
        "/a?b=%00",
        "/a?b=%7f",
        "/a?b=%1F",
        "/a?b=%5c",
        "/a?b=%250a",
        "/a?b=%25250a",
        "/a?q=100%25",
        "/a?b=%25%30%61",
        "/a?b=%%30a",
        "/a?b=%5%63",
        "/a?b=%",
        "/@evil.example",
        "/orgs/caf%c3%a9",
        "/orgs/caf%E9",
        "/%C0%AF/evil.example",
        "/%EF%BC%8F%EF%BC%8Fevil.example",
        "/%E2%88%95evil.example",
        "/%E3%80%82%E3%80%82/a",
        "/%EF%BB%BF/evil.example",
        "/%E2%80%AEa",
        "/a%C2%85b",
        "/%ED%A0%80",
        "/%2020%",
        "/%%2020",
        "/%41",
        "/a{b}",
        "/a?b={c}",
        "/a?b=c|d",
        "/a[1]",
        "/a#b#c",
        "/a:b@evil.example",
        "/a;b",
        "/\u0000",
        "/\u00e9",
        "/\u2028x",
        "/\uff0f\uff0fevil.example",
        "/<script>",
        "/a\"b",
        "?a",
        "#a"
      })
  void whatever_could_lead_elsewhere_is_replaced_by_home(String hostile) {
    assertThat(ReturnTo.parse(hostile)).isEmpty();
  }

  @Test
  @Tag("SES-3")
  void no_character_that_a_path_may_encode_becomes_a_separator_or_a_dot() {
    Pattern separator = Pattern.compile("[\\x00-\\x1f\\x7f/\\\\.:;@%?#]");
    List<String> kept = new ArrayList<>();
    for (int point = 0x80; point <= 0x1ffff; point++) {
      String character = Character.toString(point);
      if (ReturnTo.parse("/" + URLEncoder.encode(character, StandardCharsets.UTF_8)).isPresent()) {
        kept.add(Normalizer.normalize(character, Normalizer.Form.NFKC));
      }
    }
    assertThat(kept.stream().filter(text -> separator.matcher(text).find())).isEmpty();
    assertThat(kept).hasSizeGreaterThan(50_000);
  }

  @Test
  @Tag("SES-3")
  void an_overlong_path_and_no_path_lead_home() {
    assertThat(ReturnTo.parse("/" + "a".repeat(1024))).isEmpty();
    assertThat(ReturnTo.parse(null)).isEmpty();
    LoginStart.Redirect lost = (LoginStart.Redirect) sessions.startLogin("//evil.example");
    LoginResult result = finish(provider.state(), lost.cookie().value().reveal());
    assertThat(((LoginResult.SignedIn) result).returnTo()).isEqualTo("/home");
  }
}
