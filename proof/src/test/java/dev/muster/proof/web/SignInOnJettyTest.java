package dev.muster.proof.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.Problem;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.role.RoleMap;
import dev.muster.servlet.Credentials;
import dev.muster.servlet.Problems;
import dev.muster.servlet.Routes;
import dev.muster.session.LoginResult;
import dev.muster.session.LoginStart;
import dev.muster.session.Sessions;
import dev.muster.session.TokenAuthenticator.Outcome;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.fault.Operation;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sign-in and credentials over sockets: what a browser, or somebody who plays one, can send. */
class SignInOnJettyTest {
  private static final ProviderInstance FAKE = new ProviderInstance("fake");
  private static final URI CALLBACK = URI.create("https://notes.example/callback");
  private static final String PATH = "/orgs/";

  private final FakeIdentityProvider provider = FakeIdentityProvider.builder(FAKE).build();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  private final UserId bob = provider.dashboard().createUser("bob@example.com").id();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
  private final Muster muster =
      Muster.builder()
          .provider(provider)
          .roles(RoleMap.builder().role("member").build())
          .sessions(provider, SignIn.settings(CALLBACK))
          .accessTokens(
              token ->
                  token.reveal().equals("bob")
                      ? new Outcome.Verified(bob, "session_bob", null, null)
                      : new Outcome.Bad())
          .build();
  private final Sessions sessions = muster.sessions().orElseThrow();
  private final String cookieName = sessions.settings().cookieName();
  private final String loginName = sessions.settings().loginCookieName();
  private JettyHost host;
  private String value;
  private String cookie;

  @BeforeEach
  void start() throws Exception {
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    value = SignIn.at(provider, sessions, ann).value().reveal();
    cookie = "Cookie: " + cookieName + "=" + value;
    Filter account =
        (request, response, chain) -> {
          HttpServletRequest http = (HttpServletRequest) request;
          switch (http.getRequestURI()) {
            case "/login" -> login(http, (HttpServletResponse) response);
            case "/callback" -> callback(http, (HttpServletResponse) response);
            default -> chain.doFilter(request, response);
          }
        };
    host =
        new JettyHost(
            muster,
            Routes.builder().route("GET", PATH + "{organization}", Requirement.member()).build(),
            account);
    provider.calls().reset();
  }

  @AfterEach
  void stop() {
    host.close();
    muster.close();
  }

  private void login(HttpServletRequest request, HttpServletResponse response) throws IOException {
    LoginStart.Redirect start =
        (LoginStart.Redirect)
            sessions.startLogin(
                request.getParameter("returnTo"), Credentials.cookies(request, loginName));
    response.addHeader("Set-Cookie", start.cookie().header());
    response.sendRedirect(start.location().toString());
  }

  private void callback(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LoginResult result =
        sessions.finishLogin(
            request.getParameter("code"),
            request.getParameter("state"),
            request.getParameter("error"),
            Credentials.cookies(request, loginName));
    result.cookies().forEach(each -> response.addHeader("Set-Cookie", each.header()));
    if (result instanceof LoginResult.SignedIn in) {
      response.sendRedirect(in.returnTo());
    } else if (result instanceof LoginResult.Restart) {
      response.sendRedirect("/login");
    } else {
      Problems.write(
          request,
          response,
          result instanceof LoginResult.StateMismatch
              ? Problem.STATE_MISMATCH
              : Problem.INVALID_CREDENTIAL);
    }
  }

  /**
   * A sign-in that a browser began.
   *
   * @param cookie the header line that the browser sends now
   * @param back the callback's target
   */
  private record Begun(String cookie, String back) {}

  private Begun begin(UserId user, String returnTo, String... headers) throws IOException {
    RawAnswer answer =
        host.get("/login?returnTo=" + URLEncoder.encode(returnTo, StandardCharsets.UTF_8), headers);
    Map<String, String> query = SignIn.query(URI.create(answer.values("Location").get(0)));
    URI back =
        provider.authorize(
            new AuthorizationRequest(CALLBACK, query.get("state"), query.get("code_challenge")),
            user);
    return new Begun("Cookie: " + pair(answer, loginName), "/callback?" + back.getRawQuery());
  }

  private static String pair(RawAnswer answer, String name) {
    return answer.values("Set-Cookie").stream()
        .filter(header -> header.startsWith(name + "="))
        .map(header -> header.substring(0, header.indexOf(';')))
        .findFirst()
        .orElseThrow();
  }

  private long exchanges() {
    return provider.calls().count(Operation.EXCHANGE_CODE);
  }

  @Test
  @Tag("SES-2")
  void a_callback_with_the_state_of_another_browser_is_400_and_nothing_is_exchanged()
      throws Exception {
    Begun victim = begin(ann, "/orgs/acme");
    Begun attacker = begin(bob, "/orgs/acme");
    RawAnswer forged = host.get(attacker.back(), victim.cookie());
    assertThat(forged.status()).isEqualTo(400);
    assertThat(forged.body()).contains("\"code\":\"state_mismatch\"");
    assertThat(forged.values("Set-Cookie")).isEmpty();
    assertThat(exchanges()).isZero();
    assertThat(host.get(victim.back(), victim.cookie()).status()).isEqualTo(302);
  }

  @Test
  @Tag("SES-2")
  void a_callback_in_a_browser_that_does_not_sign_in_starts_again() throws Exception {
    Begun attacker = begin(bob, "/orgs/acme");
    RawAnswer forged = host.get(attacker.back());
    assertThat(forged.status()).isEqualTo(302);
    assertThat(forged.values("Location")).hasSize(1).allMatch(to -> to.endsWith("/login"));
    assertThat(exchanges()).isZero();
  }

  @Test
  @Tag("SES-1")
  void a_code_of_another_sign_in_does_not_pass_with_the_state_of_this_one() throws Exception {
    Begun victim = begin(ann, "/");
    Begun attacker = begin(bob, "/");
    String code = attacker.back().replaceFirst(".*[?&](code=[^&]*).*", "$1");
    String mixed = victim.back().replaceFirst("code=[^&]*", code);
    RawAnswer answer = host.get(mixed, victim.cookie());
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.values("Set-Cookie")).noneMatch(set -> set.startsWith(cookieName + "="));
  }

  @Test
  @Tag("SES-2")
  void after_success_the_login_cookie_is_cleared_and_a_replay_exchanges_nothing() throws Exception {
    Begun begun = begin(ann, "/orgs/acme?tab=1#top");
    RawAnswer in = host.get(begun.back(), begun.cookie());
    assertThat(in.values("Location"))
        .hasSize(1)
        .allMatch(to -> to.endsWith("/orgs/acme?tab=1#top"));
    assertThat(in.values("Set-Cookie"))
        .anyMatch(set -> set.startsWith(loginName + "=; Path=/; Max-Age=0;"));
    assertThat(exchanges()).isEqualTo(1);
    RawAnswer replayed = host.get(begun.back(), "Cookie: " + pair(in, cookieName));
    assertThat(replayed.status()).isEqualTo(302);
    assertThat(exchanges()).isEqualTo(1);
  }

  @Test
  @Tag("SES-2")
  void two_tabs_sign_in_at_once() throws Exception {
    Begun first = begin(ann, "/first");
    Begun second = begin(ann, "/second", first.cookie());
    RawAnswer one = host.get(first.back(), second.cookie());
    assertThat(one.values("Location")).allMatch(to -> to.endsWith("/first")).hasSize(1);
    RawAnswer two = host.get(second.back(), "Cookie: " + pair(one, loginName));
    assertThat(two.values("Location")).allMatch(to -> to.endsWith("/second")).hasSize(1);
  }

  @Test
  @Tag("SES-3")
  void a_hostile_way_back_leads_home_and_splits_no_header() throws Exception {
    for (String hostile :
        List.of("//evil.example", "/\\evil.example", "/a\r\nX-Evil: 1", "/%0d%0aX-Evil:1")) {
      Begun begun = begin(ann, hostile);
      RawAnswer answer = host.get(begun.back(), begun.cookie());
      assertThat(answer.status()).isEqualTo(302);
      assertThat(answer.values("X-Evil")).isEmpty();
      assertThat(answer.values("Location"))
          .hasSize(1)
          .allMatch(to -> to.equals("/") || to.equals("http://" + JettyHost.HOST + "/"));
    }
  }

  /** The request is nobody: 401, or what the server itself refuses; and no handler. */
  private void assertRefused(String... headers) throws IOException {
    int before = host.handled();
    try {
      RawAnswer answer = host.get(PATH + acme.value(), headers);
      assertThat(answer.status()).as(String.join("|", headers)).isIn(401, 400, 431);
      assertThat(answer.values("Set-Cookie")).isEmpty();
    } catch (SocketException cutOff) {
      // The server does not read to the end what is too long.
      assertThat(String.join("", headers)).hasSizeGreaterThan(8 * 1024);
    }
    assertThat(host.handled()).isEqualTo(before);
  }

  @Test
  @Tag("SES-4")
  void a_cookie_is_read_once_and_as_it_is_or_is_nobody() throws Exception {
    String name = cookieName + "=";
    assertThat(host.get(PATH + acme.value(), cookie).status()).isEqualTo(200);
    assertThat(host.get(PATH + acme.value(), "Cookie: a=b", cookie, "Cookie: c=d").status())
        .isEqualTo(200);
    int body = value.lastIndexOf('.') + 1;
    String[][] refused = {
      {cookie, cookie},
      {cookie, "Cookie: " + name + "garbage"},
      {"Cookie: " + name + "garbage", cookie},
      {"Cookie: " + name + value + "; " + name + value},
      {"Cookie: " + name + "garbage; " + name + value},
      {"Cookie: " + name},
      {"Cookie: " + cookieName},
      {"Cookie: =" + value},
      {"Cookie: " + cookieName.toLowerCase(Locale.ROOT) + "=" + value},
      {"Cookie: $Version=1; a=\"b; " + name + value + "\""},
      {"Cookie: " + name + value.substring(0, body)},
      {"Cookie: " + name + value.substring(body)},
      {"Cookie: " + name + value + "%00"},
      {"Cookie: " + name + value + "="},
      {"Cookie: " + name + "caf\u00e9" + value},
      {"Cookie: " + name + value + "\u0000"},
      {"Cookie: " + name + ".".repeat(4_000)},
      {"Cookie: " + name + value + "A".repeat(4_000)},
      {"Cookie: " + name + "A".repeat(100_000)},
      {"Cookie: " + "a=b; ".repeat(50_000) + name + value},
      {"Cookie: " + loginName + "=" + value},
      {"Cookie: " + name + pairValue(begin(ann, "/").cookie())}
    };
    for (String[] headers : refused) {
      assertRefused(headers);
    }
  }

  private static String pairValue(String header) {
    return header.substring(header.indexOf('=') + 1);
  }

  /**
   * A server may take a quoted value without its quotes, as RFC 2109 did; never for another one.
   */
  @Test
  @Tag("SES-4")
  void a_quoted_cookie_is_the_same_one_or_nobody() throws Exception {
    RawAnswer answer =
        host.get(PATH + acme.value(), "Cookie: " + cookieName + "=\"" + value + "\"");
    assertThat(answer.status()).isIn(200, 401, 400);
    assertRefused("Cookie: " + cookieName + "=\"" + value);
    assertRefused("Cookie: " + cookieName + "=" + value + "\"");
    assertRefused("Cookie: " + cookieName + "=\"" + value + "\\\"\"");
  }

  @Test
  @Tag("SES-10")
  void a_header_is_read_once_and_as_it_is_and_the_cookie_never_helps_it() throws Exception {
    provider.dashboard().join(acme, bob, new RoleSlug("member"));
    List<String> good = new ArrayList<>();
    for (String scheme : List.of("Bearer", "bearer", "BEARER")) {
      good.add("Authorization: " + scheme + " bob");
    }
    for (String header : good) {
      assertThat(host.get(PATH + acme.value(), header, cookie).status()).isEqualTo(200);
    }
    String[][] refused = {
      {"Authorization: Bearer bob", "Authorization: Bearer bob"},
      {"Authorization: Bearer bob", "Authorization: Bearer x"},
      {"Authorization: Bearer x", "Authorization: Bearer bob"},
      {"Authorization: Basic Ym9iOg==", "Authorization: Bearer bob"},
      {"Authorization: Bearer bob,Bearer bob"},
      {"Authorization: Bearer bob, Bearer x"},
      {"Authorization: Bearer bob x"},
      {"Authorization: Bearer\tbob"},
      {"Authorization: Bearer  bob"},
      {"Authorization: Bearer"},
      {"Authorization: "},
      {"Authorization: bob"},
      {"Authorization: Basic bob"},
      {"Authorization: Bearer b\u0000ob"},
      {"Authorization: Bearer b\u00f6b"},
      {"Authorization: Bearer \"bob\""},
      {"Authorization: Bearer bob\n Bearer x"},
      {"Authorization: Bearer " + "x".repeat(1_000_000)}
    };
    for (String[] headers : refused) {
      assertRefused(headers);
      List<String> withCookie = new ArrayList<>(List.of(headers));
      withCookie.add(cookie);
      assertRefused(withCookie.toArray(String[]::new));
    }
  }

  @Test
  @Tag("SES-10")
  void of_a_header_and_a_cookie_of_two_users_the_header_counts() throws Exception {
    RawAnswer answer = host.get(PATH + acme.value(), "Authorization: Bearer bob", cookie);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(host.handled()).isZero();
    provider.dashboard().join(acme, bob, new RoleSlug("member"));
    provider.dashboard().remove(acme, ann);
    assertThat(host.get(PATH + acme.value(), cookie, "Authorization: Bearer none").status())
        .isEqualTo(401);
  }
}
