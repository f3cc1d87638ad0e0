package dev.muster.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.decision.Requirement;
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
    assertThat(routes.match("/orgs/acme/notes")).isPresent();
    assertThat(routes.match("/orgs/acme/notes/")).isEmpty();
    assertThat(routes.match("/orgs//notes")).isEmpty();
    assertThat(routes.match("/orgs/acme/Notes")).isEmpty();
    assertThat(routes.match("/orgs/acme/notes/1/2")).isEmpty();
    assertThat(routes.match("/orgs")).isEmpty();
    assertThat(routes.match("")).isEmpty();
  }

  @Test
  void a_template_tells_which_segment_names_the_organization() {
    Routes.Match match = routes.match("/orgs/acme/notes").orElseThrow();
    assertThat(match.template().organization("/orgs/acme/notes")).contains("acme");
  }

  @Test
  void head_is_get_and_any_other_method_must_be_declared() {
    Routes.Match match = routes.match("/orgs/acme/notes").orElseThrow();
    assertThat(match.rule("HEAD")).isEqualTo(match.rule("GET")).isPresent();
    assertThat(match.rule("OPTIONS")).isEmpty();
    assertThat(match.rule("TRACE")).isEmpty();
    assertThat(match.rule("get")).isEmpty();
    assertThat(match.rule("POST")).isEmpty();
  }

  @Test
  @Tag("BAD-INPUT")
  void every_fault_is_named_at_once() {
    Routes.Builder faulty =
        Routes.builder()
            .publicPath("/a//b")
            .publicPath("/orgs/x")
            .route("FETCH", "/a", Requirement.member())
            .route("GET", "no-slash", Requirement.member())
            .route("GET", "/orgs/{organization}", Requirement.member())
            .route("GET", "/orgs/{organization}", Requirement.member())
            .route("GET", "/orgs/{other}", Requirement.member());
    assertThatThrownBy(faulty::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/a//b")
        .hasMessageContaining("FETCH")
        .hasMessageContaining("no-slash")
        .hasMessageContaining("declared twice")
        .hasMessageContaining("match the same paths")
        .hasMessageContaining("public path `/orgs/x` is also the route");
    assertThatThrownBy(() -> Routes.builder().build()).hasMessageContaining("no route");
  }
}
