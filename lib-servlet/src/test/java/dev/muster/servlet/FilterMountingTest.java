package dev.muster.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("WEB-6")
class FilterMountingTest {
  private static final Set<DispatcherType> ALL = EnumSet.allOf(DispatcherType.class);
  private static final List<String> DECLARED =
      List.of("/", "/login", "/orgs/{organization}/notes", "/orgs/{organization}/notes/{note}.do");

  private static List<String> faults(String... patterns) {
    return new FilterMounting(ALL, true, List.of(patterns)).faults(DECLARED);
  }

  @Test
  void everywhere_leaves_nothing_out() {
    assertThat(FilterMounting.everywhere().faults(DECLARED)).isEmpty();
    assertThat(faults("", "/login", "/orgs/*")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(DispatcherType.class)
  void a_dispatcher_type_that_is_missing_is_named(DispatcherType missing) {
    Set<DispatcherType> types = EnumSet.complementOf(EnumSet.of(missing));
    assertThat(new FilterMounting(types, true, List.of("/*")).faults(DECLARED))
        .containsExactly("the filter is not mounted for dispatches of type " + missing);
  }

  @Test
  void so_is_missing_async_support_and_all_of_it_at_once() {
    assertThat(
            new FilterMounting(EnumSet.of(DispatcherType.REQUEST), false, List.of("api/*"))
                .faults(List.of("/api/x")))
        .hasSize(4 + 1 + 1 + 1)
        .contains(
            "the filter is mounted without async support",
            "pattern `api/*` does not match what it seems to",
            "no pattern covers `/api/x`");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/**",
        "/**",
        "*.do/*",
        "api/*",
        "*",
        "/api/*/x",
        "/api*",
        "*.",
        "*./x",
        "/",
        "/api//*",
        "/api/",
        "/a%2Fb/*",
        "/a%20b/*",
        "/api;x/*",
        "*.a*",
        "**",
        "/api/../*",
        "api",
        "/api/?"
      })
  void a_pattern_that_cannot_match_what_it_seems_to_is_named(String pattern) {
    assertThat(faults("/*", pattern))
        .containsExactly("pattern `" + pattern + "` does not match what it seems to");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/orgs/*", "/login", "/*", "/a/b.c", "*.do", "/a-b_c~d/*"})
  void a_pattern_that_does_is_not(String pattern) {
    assertThat(faults("/*", pattern)).isEmpty();
  }

  @Test
  void a_route_that_no_pattern_covers_is_named() {
    assertThat(faults("/orgs/*")).containsExactly("no pattern covers `/`", uncovered("/login"));
    assertThat(faults("", "/login", "/orgs"))
        .containsExactly(uncovered(DECLARED.get(2)), uncovered(DECLARED.get(3)));
    assertThat(faults("", "/login", "/org/*")).hasSize(2);
    assertThat(faults("", "/login", "/orgs/acme/*")).hasSize(2);
    assertThat(faults("", "/login", "*.do")).containsExactly(uncovered(DECLARED.get(2)));
    assertThat(new FilterMounting(ALL, true, List.of()).faults(List.of("/x"))).hasSize(1);
  }

  private static String uncovered(String path) {
    return "no pattern covers `" + path + "`";
  }
}
