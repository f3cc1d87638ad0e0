package dev.muster.proof.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.session.Arrival;
import dev.muster.session.LoginResult;
import dev.muster.session.LoginStart;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.session.Sessions;
import dev.muster.testkit.FakeIdentityProvider;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where a browser ends up after a sign-in that somebody else began: at the host. Asked of {@link
 * UrlReaders}.
 */
@Tag("SES-3")
class OpenRedirectTest {
  private static final String ORIGIN = "https://notes.example";
  private static final URI CALLBACK = URI.create(ORIGIN + "/callback");
  private static final String HOME = "/home";

  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  private final Sessions sessions =
      new Sessions(
          new ProviderInstance("fake"),
          provider,
          SessionSettings.builder()
              .key(SealKey.random(new SecureRandom()))
              .redirectUri(CALLBACK)
              .home(HOME)
              .build(),
          Arrival.open(),
          null,
          InstantSource.system(),
          new SecureRandom(),
          Runnable::run,
          Duration.ofSeconds(30),
          event -> {});

  /** The whole sign-in: where it leads. */
  private String led(@Nullable String returnTo) {
    LoginStart.Redirect start = (LoginStart.Redirect) sessions.startLogin(returnTo);
    Map<String, String> query = SignIn.query(start.location());
    Map<String, String> back =
        SignIn.query(
            provider.authorize(
                new AuthorizationRequest(CALLBACK, query.get("state"), query.get("code_challenge")),
                ann));
    LoginResult result =
        sessions.finishLogin(
            back.get("code"), back.get("state"), null, List.of(start.cookie().value().reveal()));
    return ((LoginResult.SignedIn) result).returnTo();
  }

  private static boolean stays(String location) {
    return UrlReaders.stay(CALLBACK, location);
  }

  static Stream<Arguments> hostile() {
    return Stream.of(
        named("absolute, http", "http://evil.example/"),
        named("absolute, https", "https://evil.example/"),
        named("absolute, own host", "https://notes.example/a"),
        named("absolute, capital scheme", "HTTPS://evil.example"),
        named("scheme without slashes", "https:evil.example"),
        named("scheme with one slash", "https:/evil.example"),
        named("scheme with three slashes", "https:///evil.example"),
        named("scheme with backslashes", "https:\\\\evil.example"),
        named("scheme with a tab inside", "ht\ttps://evil.example"),
        named("javascript", "javascript:alert(1)"),
        named("javascript with a comment that looks like a path", "javascript://%0aalert(1)"),
        named("javascript after a path's slash", "/javascript:alert(1)"),
        named("javascript with a control character before", "\u0001javascript:alert(1)"),
        named("data", "data:text/html,<script>alert(1)</script>"),
        named("vbscript", "vbscript:msgbox(1)"),
        named("blob", "blob:https://evil.example/1"),
        named("file", "file:///etc/passwd"),
        named("two slashes", "//evil.example"),
        named("three slashes", "///evil.example"),
        named("five slashes", "/////evil.example"),
        named("two slashes and a path", "//evil.example/a/b"),
        named("two slashes inside", "/a//evil.example"),
        named("slash and backslash", "/\\evil.example"),
        named("backslash and slash", "\\/evil.example"),
        named("two backslashes", "\\\\evil.example"),
        named("slash, backslash, slash", "/\\/evil.example"),
        named("backslash inside", "/a\\..\\..\\evil"),
        named("tab between slashes", "/\t/evil.example"),
        named("line feed between slashes", "/\n/evil.example"),
        named("carriage return between slashes", "/\r/evil.example"),
        named("form feed between slashes", "/\f/evil.example"),
        named("vertical tab between slashes", "/\u000b/evil.example"),
        named("NUL between slashes", "/\0/evil.example"),
        named("tab before", "\t//evil.example"),
        named("space before", " //evil.example"),
        named("spaces before", "   https://evil.example"),
        named("no-break space before", "\u00a0//evil.example"),
        named("byte order mark before", "\ufeff//evil.example"),
        named("zero width space between slashes", "/\u200b/evil.example"),
        named("right-to-left override", "/\u202e/evil.example"),
        named("header split", "/a\r\nLocation: https://evil.example"),
        named("header split, encoded", "/a?b=%0d%0aLocation:https://evil.example"),
        named("header split by characters that lose their high byte", "/a\u560d\u560aX: y"),
        named("line separator", "/a\u2028//evil.example"),
        named("next line", "/a\u0085//evil.example"),
        named("encoded slashes", "%2f%2fevil.example"),
        named("encoded slashes after a slash", "/%2f%2fevil.example"),
        named("one encoded slash", "/%2Fevil.example"),
        named("encoded backslash", "/%5cevil.example"),
        named("encoded backslash, capital", "/%5Cevil.example"),
        named("encoded tab between slashes", "/%09/evil.example"),
        named("encoded line feed between slashes", "/%0a/evil.example"),
        named("encoded NUL between slashes", "/%00/evil.example"),
        named("encoded space between slashes", "/%20//evil.example"),
        named("twice encoded slashes", "/%252f%252fevil.example"),
        named("twice encoded backslash", "/%255cevil.example"),
        named("thrice encoded slash", "/%25252fevil.example"),
        named("percent that decodes into another", "/%%32%66evil.example"),
        named("percent u", "/%u002fevil.example"),
        named("overlong slash", "/%c0%afevil.example"),
        named("overlong slash of three bytes", "/%E0%80%AFevil.example"),
        named("overlong backslash", "/%C1%9Cevil.example"),
        named("dot and two slashes", "/.//evil.example"),
        named("two dots and two slashes", "/..//evil.example"),
        named("dot segments", "/a/../../evil.example"),
        named("encoded dot segments", "/%2e%2e//evil.example"),
        named("encoded dot and two slashes", "/%2e//evil.example"),
        named("half encoded dots", "/.%2e//evil.example"),
        named("dot segment behind a parameter", "/..;//evil.example"),
        named("parameter", "/;@evil.example"),
        named("parameter with a URL", "/a;url=//evil.example"),
        named("user info after a slash", "/@evil.example"),
        named("user info", "//notes.example@evil.example"),
        named("user info with the host's name first", "https://notes.example@evil.example"),
        named("host's name as a prefix", "//notes.example.evil.example"),
        named("text that goes on the host's name", ".evil.example"),
        named("text that makes the host's name user info", "@evil.example"),
        named("port of the host", ":443@evil.example"),
        named("IPv4 address", "//127.0.0.1/"),
        named("IPv4 address as a number", "//2130706433/"),
        named("IPv6 address", "//[::1]/"),
        named("IPv6 address after a slash", "/[::ffff:127.0.0.1]"),
        named("full-width slashes", "\uff0f\uff0fevil.example"),
        named("slash and full-width slash", "/\uff0fevil.example"),
        named("encoded full-width slash", "/%EF%BC%8Fevil.example"),
        named("fraction slash", "/\u2044evil.example"),
        named("encoded fraction slash", "/%E2%81%84evil.example"),
        named("division slash", "/\u2215evil.example"),
        named("big solidus", "/\u29f8evil.example"),
        named("full-width backslash", "/\uff3cevil.example"),
        named("ideographic full stop", "//evil\u3002example"),
        named("full-width letters", "//\uff45\uff56\uff49\uff4c.example"),
        named("dotless i", "/\u0131/evil.example"),
        named("unpaired surrogate", "/\ud800/evil.example"),
        named("query alone", "?//evil.example"),
        named("fragment alone", "#//evil.example"),
        named("fragment twice", "/a#b#//evil.example"),
        named("query and a backslash", "/a?\\\\evil.example"),
        named("markup in a fragment", "/a#<img src=x>"),
        named("quotation mark", "/\"onmouseover=alert(1)"),
        named("relative", "evil.example"),
        named("relative, up", "../evil.example"),
        named("dot", "./a"),
        named("empty", ""),
        named("blank", " "),
        named("overlong", "/" + "a".repeat(1024)),
        named("overlong by encoding", "/" + "%C3%A9".repeat(400)),
        named("a megabyte of slashes", "/".repeat(1_000_000)));
  }

  private static Arguments named(String name, String returnTo) {
    return Arguments.of(name, returnTo);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void a_hostile_way_back_leads_home(String name, String returnTo) {
    assertThat(led(returnTo)).as(name).isEqualTo(HOME).matches(OpenRedirectTest::stays);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a",
        "/orgs/acme/notes",
        "/orgs/acme/notes/",
        "/orgs/org_01HXYZ/notes/42",
        "/a-b_c~d!$&'()*+,=e",
        "/file.tar.gz",
        "/a.b/c.d",
        "/orgs/caf%C3%A9",
        "/orgs/%E6%97%A5%E6%9C%AC/notes",
        "/%D0%B7%D0%B0%D0%BC%D0%B5%D1%82%D0%BA%D0%B8",
        "/my%20notes",
        "/e%CC%81t%C3%A9",
        "/%F0%9D%90%80",
        "/?",
        "/#",
        "/a?b",
        "/a?b=c&d=e",
        "/a?next=%2Fb%3Fc%3Dd",
        "/a?url=https://other.example/",
        "/a?mail=b@c.example",
        "/a?time=10:30;30",
        "/a?ids[]=1&ids[]=2",
        "/a?q=caf%C3%A9+cr%C3%A8me",
        "/a?q=b/../c",
        "/a?q=//b",
        "/a#section-2",
        "/a?b=c#/d/e",
        "/a#!/b?c",
        "/javascript"
      })
  void a_path_of_the_host_is_kept_letter_by_letter(String path) {
    assertThat(led(path)).isEqualTo(path).matches(OpenRedirectTest::stays);
  }

  @Test
  void no_way_back_leads_home() {
    assertThat(led(null)).isEqualTo(HOME);
  }

  /** A check that is often written, and lets a fifth of these pass. */
  @Test
  void control_that_it_begins_with_one_slash_is_not_enough_and_that_is_seen() {
    List<String> past =
        hostile()
            .map(arguments -> (String) arguments.get()[1])
            .filter(text -> text.startsWith("/") && !text.startsWith("//"))
            .filter(text -> !stays(text))
            .toList();
    assertThat(past)
        .hasSizeGreaterThan(15)
        .contains(
            "/\\evil.example", "/\t/evil.example", "/%5cevil.example", "/%252f%252fevil.example");
    assertThat(hostile()).hasSizeGreaterThan(60);
  }
}
