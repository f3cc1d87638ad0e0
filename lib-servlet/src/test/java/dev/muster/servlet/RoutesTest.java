package dev.muster.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("WEB-1")
class RoutesTest {
  private final Routes routes =
      Routes.builder()
          .publicPath("/login")
          .route("GET", "/orgs/{organization}/notes", Requirement.member())
          .route("DELETE", "/orgs/{organization}/notes/{note}", Requirement.member())
          .build();

  @Test
  void a_public_path_is_open_by_exact_match_only() {
    assertThat(routes.isPublic("/login")).isTrue();
    assertThat(routes.isPublic("/login/")).isFalse();
    assertThat(routes.isPublic("/Login")).isFalse();
    assertThat(routes.isPublic("/login/x")).isFalse();
    assertThat(routes.isPublic("")).isFalse();
  }

  @Test
  void what_no_template_matches_is_closed() {
    assertThat(routes.match("/orgs/acme/notes")).isNotNull();
    assertThat(routes.match("/orgs/acme/notes/")).isNull();
    assertThat(routes.match("/orgs//notes")).isNull();
    assertThat(routes.match("/orgs/acme/Notes")).isNull();
    assertThat(routes.match("/orgs/acme/notes/1/2")).isNull();
    assertThat(routes.match("/orgs")).isNull();
    assertThat(routes.match("")).isNull();
  }

  @Test
  void a_template_tells_which_segment_names_the_organization() {
    Route match = Objects.requireNonNull(routes.match("/orgs/acme/notes"));
    assertThat(match.template().organization("/orgs/acme/notes")).isEqualTo("acme");
  }

  @Test
  @Tag("SES-2")
  void a_way_back_names_the_organization_of_the_route_that_it_leads_to() {
    assertThat(routes.organizationIn("/orgs/acme/notes")).contains("acme");
    assertThat(routes.organizationIn("/orgs/acme/notes?page=2&to=/orgs/beta/notes"))
        .contains("acme");
    assertThat(routes.organizationIn("/orgs/acme/notes#top?x")).contains("acme");
    for (String path :
        List.of(
            "",
            "?",
            "/",
            "/login",
            "/orgs/acme",
            "/x?/orgs/acme/notes",
            "/orgs/a%63me/notes",
            "//orgs/acme/notes",
            "/orgs/acme;x/notes",
            "/orgs/../notes",
            "orgs/acme/notes")) {
      assertThat(routes.organizationIn(path)).as(path).isEmpty();
    }
  }

  @Test
  void head_is_get_and_any_other_method_must_be_declared() {
    Route match = Objects.requireNonNull(routes.match("/orgs/acme/notes"));
    assertThat(match.rule("HEAD")).isSameAs(match.rule("GET")).isNotNull();
    assertThat(match.rule("OPTIONS")).isNull();
    assertThat(match.rule("TRACE")).isNull();
    assertThat(match.rule("get")).isNull();
    assertThat(match.rule("POST")).isNull();
  }

  @Test
  @Tag("BAD-INPUT")
  void every_fault_is_named_at_once() {
    Routes.Builder faulty =
        Routes.builder()
            .publicPath("/a//b")
            .publicPath("/orgs/x")
            .publicPath("/a%20b")
            .route("FETCH", "/a", Requirement.member())
            .route("GET", "no-slash", Requirement.member())
            .route("GET", "/orgs/{organization}", Requirement.member())
            .route("GET", "/orgs/{organization}", Requirement.member())
            .route("GET", "/orgs/{other}", Requirement.member());
    assertThatThrownBy(faulty::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/a//b")
        .hasMessageContaining("public path `/a%20b` is encoded")
        .hasMessageContaining("FETCH")
        .hasMessageContaining("no-slash")
        .hasMessageContaining("declared twice")
        .hasMessageContaining("match the same paths")
        .hasMessageContaining("public path `/orgs/x` is also the route");
    assertThatThrownBy(() -> Routes.builder().build()).hasMessageContaining("no route");
  }

  @Test
  @Tag("ORG-3")
  @Tag("BAD-INPUT")
  void a_header_is_a_token_that_means_nothing_else_and_is_named_once() {
    for (String name : List.of("", " ", "X Org", "X-Org:", "X-Org\r\nEvil", "Örg", "a,b")) {
      assertFault(member().organizationHeader(name), "is no name of a header");
    }
    for (String name : List.of("Cookie", "authorization", "HOST", "Origin")) {
      assertFault(member().organizationHeader(name), "means something else already");
    }
    assertFault(
        member().organizationHeader("X-One").organizationHeader("X-Two"),
        "`X-Two` was `X-One` already");
    assertThat(member().organizationHeader("X-Org").build().places().header()).isEqualTo("X-Org");
  }

  @Test
  @Tag("ORG-3")
  @Tag("BAD-INPUT")
  void a_domain_is_lower_case_labels_and_is_named_once() {
    String tooLong = "a.".repeat(127) + "example";
    for (String domain :
        List.of(
            "",
            ".",
            "Notes.example",
            "notes.example.",
            ".notes.example",
            "notes..example",
            "notes.example:8080",
            "https://notes.example",
            "-notes.example",
            "nötes.example",
            "127.0.0.1",
            "[::1]",
            tooLong)) {
      assertFault(member().organizationSubdomainOf(domain), "a domain is lower-case labels");
    }
    assertFault(
        member().organizationSubdomainOf("a.example").organizationSubdomainOf("b.example"),
        "`b.example` was `a.example` already");
    for (String domain : List.of("localhost", "notes.example", "xn--ntes-5qa.example")) {
      Routes routes = member().organizationSubdomainOf(domain).organizationHeader("X-Org").build();
      assertThat(routes.places()).isEqualTo(new OrganizationPlaces("X-Org", domain));
    }
  }

  @Test
  @Tag("ORG-3")
  @Tag("BAD-INPUT")
  void a_route_that_names_its_organization_in_the_path_never_falls_back() {
    for (RouteOptions options :
        List.of(
            RouteOptions.strict().orOfSession(),
            RouteOptions.strict().orOfSessionElseTheOnlyOther())) {
      assertFault(
          member().route("POST", "/orgs/{organization}/notes", Requirement.member(), options),
          "never falls back");
      Routes me =
          member()
              .route("GET", "/me", Requirement.signedIn(), options.freshness(Freshness.live()))
              .build();
      Route match = Objects.requireNonNull(me.match("/me"));
      assertThat(Objects.requireNonNull(match.rule("GET")).options().fallsBack()).isTrue();
    }
    assertThat(RouteOptions.strict().freshness(Freshness.live()).fallsBack()).isFalse();
  }

  private static Routes.Builder member() {
    return Routes.builder().route("GET", "/orgs/{organization}/notes", Requirement.member());
  }

  private static void assertFault(Routes.Builder faulty, String words) {
    assertThatThrownBy(faulty::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}
