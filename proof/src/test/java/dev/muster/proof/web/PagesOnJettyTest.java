package dev.muster.proof.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.AccessCheck;
import dev.muster.decision.Problem;
import dev.muster.decision.Requirement;
import dev.muster.name.Role;
import dev.muster.servlet.BrowserPages;
import dev.muster.servlet.MusterRequest;
import dev.muster.servlet.Problems;
import dev.muster.servlet.Routes;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Browsers are sent to pages of the host, and everybody else is told the problem. */
@Tag("WEB-3")
class PagesOnJettyTest {
  private static final String OPENS = "Sec-Fetch-Mode: navigate";
  private static final String NOTES = "/app/orgs/acme/notes";
  private final WebStage stage = new WebStage();

  @AfterEach
  void stop() {
    stage.close();
  }

  private static Routes.Builder routes() {
    return Routes.builder()
        .publicPath("/login")
        .publicPath("/callback")
        .publicPath("/")
        .route("GET", "/new", Requirement.signedIn())
        .route("GET", "/choose", Requirement.signedIn())
        .route("GET", "/home", Requirement.member())
        .route("GET", "/orgs/{organization}/notes", Requirement.member())
        .route("POST", "/orgs/{organization}/notes", Requirement.member())
        .route("POST", "/posted", Requirement.signedIn())
        .route("GET", "/orgs/{organization}/admin", Requirement.atLeast(new Role("admin")))
        .organizationSubdomainOf("notes.example")
        .pages(
            BrowserPages.builder()
                .login("/login")
                .onboarding("/new")
                .picker("/choose")
                .home("/")
                .build());
  }

  private void start(Routes.Builder routes, WebStage.Handling handling) throws Exception {
    stage.start("/app", routes, handling, context -> {});
  }

  private void start() throws Exception {
    start(routes(), (request, response) -> {});
  }

  private void assertGoesTo(String location, String request, String... headers) throws Exception {
    RawAnswer answer = stage.send(request, headers);
    assertThat(answer.status()).as(request).isEqualTo(302);
    assertThat(answer.values("Location")).as(request).containsExactly(location);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.values("Cache-Control")).containsExactly("no-store");
    assertThat(answer.values("Vary"))
        .containsExactly("Cookie, Authorization, Accept, Sec-Fetch-Mode");
    assertThat(answer.values("WWW-Authenticate")).isEmpty();
    assertThat(answer.values("Set-Cookie")).isEmpty();
  }

  private RawAnswer assertPage(Problem problem, String request, String... headers)
      throws Exception {
    RawAnswer answer = stage.send(request, headers);
    assertThat(answer.status()).as(request).isEqualTo(problem.status());
    assertThat(answer.values("Content-Type").get(0))
        .isEqualToIgnoringCase("text/html;charset=utf-8");
    assertThat(answer.values("Content-Security-Policy"))
        .containsExactly("default-src 'none'; style-src 'unsafe-inline'");
    assertThat(answer.values("Cache-Control")).containsExactly("no-store");
    assertThat(answer.values("Location")).isEmpty();
    assertThat(answer.values("Set-Cookie")).isEmpty();
    if (!request.startsWith("HEAD")) {
      assertThat(answer.body())
          .contains("<h1>" + problem.message().replace("'", "&#39;") + "</h1>")
          .contains("<a href=\"/app/\">")
          .doesNotContain("<script");
    }
    return answer;
  }

  private void assertDocument(int status, String request, String... headers) throws Exception {
    RawAnswer answer = stage.send(request, headers);
    assertThat(answer.status()).as(request + headers.length).isEqualTo(status);
    assertThat(answer.values("Content-Type")).containsExactly("application/problem+json");
  }

  @Test
  void who_is_not_signed_in_goes_to_sign_in_and_back_to_where_he_was() throws Exception {
    start();
    String back = "%2Fapp%2Forgs%2Facme%2Fnotes";
    assertGoesTo("/app/login?returnTo=" + back, "GET " + NOTES, OPENS);
    assertGoesTo("/app/login?returnTo=" + back, "HEAD " + NOTES, OPENS);
    assertGoesTo(
        "/app/login?returnTo=" + back + "%3Fpage%3D2%26to%3D%2F%2Fevil.example%250d%250a",
        "GET " + NOTES + "?page=2&to=//evil.example%0d%0a",
        OPENS);
    assertGoesTo("/app/login?returnTo=" + back, "GET http://notes.example" + NOTES, OPENS);
    assertGoesTo("/app/login", "GET " + NOTES + "?" + "x".repeat(2000), OPENS);
    assertGoesTo(
        "/app/login?returnTo=" + back, "GET " + NOTES, "Accept: text/html,application/xml;q=0.9");
    assertGoesTo(
        "/app/login?returnTo=" + back, "GET " + NOTES, "Cookie: __Host-muster=garbage", OPENS);
    assertThat(stage.handled).hasValue(0);
    assertThat(stage.told()).hasSize(7);
  }

  @Test
  void who_has_no_organization_or_not_this_one_goes_where_that_can_be_helped() throws Exception {
    start();
    assertGoesTo("/app/choose", "GET /app/home", stage.cookie, OPENS);
    assertGoesTo(
        "/app/choose?reason=not_a_member", "GET /app/orgs/beta/notes", stage.cookie, OPENS);
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    assertGoesTo("/app/choose?reason=not_a_member", "GET " + NOTES, stage.cookie, OPENS);
    assertGoesTo("/app/new", "GET /app/home", stage.cookie, OPENS);
  }

  @Test
  @Tag("ANS-2")
  void what_no_page_helps_with_is_a_page_with_its_own_status() throws Exception {
    start();
    assertPage(Problem.INSUFFICIENT_ROLE, "GET /app/orgs/acme/admin", stage.cookie, OPENS);
    assertPage(Problem.NON_CANONICAL_TARGET, "GET /app/orgs/acme;x/notes", stage.cookie, OPENS);
    assertPage(Problem.NOT_FOUND, "GET /app/elsewhere", stage.cookie, OPENS);
    assertPage(Problem.METHOD_NOT_ALLOWED, "GET /app/posted", stage.cookie, OPENS);
    stage.provider.faults().down();
    RawAnswer outage = assertPage(Problem.UNAVAILABLE, "GET " + NOTES, stage.cookie, OPENS);
    assertThat(outage.values("Retry-After")).isNotEmpty();
    RawAnswer head = assertPage(Problem.UNAVAILABLE, "HEAD " + NOTES, stage.cookie, OPENS);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void everything_but_a_navigation_is_told_the_problem() throws Exception {
    start();
    assertDocument(401, "GET " + NOTES);
    assertDocument(401, "GET " + NOTES, "Accept: application/json");
    assertDocument(401, "GET " + NOTES, "Accept: text/html;q=0, */*");
    assertDocument(401, "GET " + NOTES, "Accept: text/html; q=0.000");
    assertDocument(401, "GET " + NOTES, "Accept: text/html;q=nonsense");
    assertDocument(401, "GET " + NOTES, "Accept: text/htmlx, x/text/html");
    assertDocument(401, "GET " + NOTES, "Accept: text/html", "Sec-Fetch-Mode: cors");
    assertDocument(401, "GET " + NOTES, OPENS, "Sec-Fetch-Mode: cors");
    assertDocument(401, "GET " + NOTES, OPENS, "X-Requested-With: XMLHttpRequest");
    assertDocument(401, "GET " + NOTES, OPENS, "Authorization: Bearer x");
    assertDocument(401, "POST " + NOTES, OPENS);
    assertDocument(403, "GET /app/orgs/beta/notes", stage.cookie);
  }

  @Test
  void no_browser_is_sent_round_in_a_circle() throws Exception {
    start();
    // The host name names an organization that she is not in, and so does it on the picker's page.
    for (String page : new String[] {"/app/choose", "/app/new"}) {
      RawAnswer answer = stage.sendAt("beta.notes.example", "GET " + page, stage.cookie, OPENS);
      assertThat(answer.status()).as(page).isEqualTo(403);
      assertThat(answer.values("Location")).isEmpty();
      assertGoesTo("/app/login?returnTo=" + page.replace("/", "%2F"), "GET " + page, OPENS);
    }
    assertThat(stage.send("GET /app/login", OPENS).status()).isEqualTo(200);
  }

  @Test
  @Tag("ANS-6")
  void a_host_that_hides_organizations_sends_nobody_to_the_picker_for_one() throws Exception {
    start(routes().hideOrganizations(), (request, response) -> {});
    RawAnswer foreign =
        assertPage(Problem.NOT_FOUND, "GET /app/orgs/beta/notes", stage.cookie, OPENS);
    assertThat(stage.send("GET /app/orgs/never-was/notes", stage.cookie, OPENS)).isEqualTo(foreign);
    assertThat(stage.send("GET /app/elsewhere", stage.cookie, OPENS)).isEqualTo(foreign);
  }

  @Test
  void a_handlers_problem_is_shown_like_the_filters_own() throws Exception {
    start(
        routes(),
        (request, response) -> {
          if (request.getPathInfo().equals("/callback")) {
            Problems.write(request, response, Problem.INVALID_CREDENTIAL);
          } else {
            stage.muster.require(
                AccessCheck.of(MusterRequest.session(request), Requirement.member()).in("beta"));
          }
        });
    assertGoesTo("/app/choose?reason=not_a_member", "GET " + NOTES, stage.cookie, OPENS);
    // A sign-in that failed: to sign in again would fail again.
    assertPage(Problem.INVALID_CREDENTIAL, "GET /app/callback", OPENS);
    assertDocument(401, "GET /app/callback");
  }

  @Test
  @Tag("SES-6")
  void a_rotated_cookie_comes_with_a_redirect_and_with_a_document() throws Exception {
    start();
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    stage.clock.advance(Duration.ofMinutes(6));
    RawAnswer page = stage.send("GET " + NOTES, stage.cookie, OPENS);
    assertThat(page.status()).isEqualTo(302);
    assertThat(page.values("Set-Cookie")).hasSize(1);
    RawAnswer document = stage.send("GET " + NOTES, stage.cookie);
    assertThat(document.status()).isEqualTo(403);
    assertThat(document.values("Set-Cookie")).hasSize(1);
  }
}
