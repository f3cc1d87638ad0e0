package dev.muster.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.decision.Problem;
import dev.muster.decision.Requirement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("WEB-3")
class BrowserPagesTest {
  private final BrowserPages pages =
      BrowserPages.builder().login("/login").onboarding("/new").picker("/choose").build();

  @Test
  void each_problem_that_a_page_helps_with_leads_there_and_no_other_does() {
    for (Problem problem : Problem.values()) {
      String expected =
          switch (problem) {
            case UNAUTHENTICATED, INVALID_CREDENTIAL, SESSION_ENDED, SESSION_RESET_REQUIRED ->
                "/login";
            case ONBOARDING_REQUIRED -> "/new";
            case ORGANIZATION_REQUIRED -> "/choose";
            case NOT_A_MEMBER -> "/choose?reason=not_a_member";
            default -> null;
          };
      assertThat(pages.instead(problem, "/notes", "/notes")).as(problem.code()).isEqualTo(expected);
    }
  }

  @Test
  void no_page_leads_to_itself_nor_round_to_another() {
    for (Problem problem : Problem.values()) {
      assertThat(pages.instead(problem, "/login", "/login")).isNull();
      assertThat(pages.instead(problem, "/notes", "/login")).isNull();
      for (String page : new String[] {"/new", "/choose"}) {
        assertThat(pages.instead(problem, page, page)).isIn("/login", null);
        assertThat(pages.instead(problem, "/notes", page)).isIn("/login", null);
      }
    }
  }

  @Test
  @Tag("BAD-INPUT")
  void every_page_is_declared_and_reachable_by_who_is_sent_there() {
    Routes.Builder faulty =
        Routes.builder()
            .route("GET", "/login", Requirement.signedIn())
            .route("GET", "/new", Requirement.member())
            .route("POST", "/choose", Requirement.signedIn())
            .pages(
                BrowserPages.builder()
                    .login("/login")
                    .onboarding("/new")
                    .picker("/choose")
                    .home("/nowhere")
                    .build());
    assertThatThrownBy(faulty::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 faults")
        .hasMessageContaining("login page `/login` is not a public path")
        .hasMessageContaining("onboarding page `/new` is neither")
        .hasMessageContaining("organization picker `/choose` is neither")
        .hasMessageContaining("home page `/nowhere` is not declared");
    Routes.builder()
        .publicPath("/login")
        .route("GET", "/new", Requirement.signedIn())
        .route("GET", "/choose", Requirement.signedIn())
        .pages(pages)
        .build();
  }
}
