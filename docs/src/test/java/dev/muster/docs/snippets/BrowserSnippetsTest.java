package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.audit.MusterListener;
import dev.muster.decision.Requirement;
import dev.muster.servlet.BrowserPages;
import dev.muster.servlet.FilterMounting;
import dev.muster.servlet.MusterFilter;
import dev.muster.servlet.RouteOptions;
import dev.muster.servlet.Routes;
import dev.muster.testkit.UnguardedRequests;
import dev.muster.testkit.stage.MusterKit;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The snippets of docs/servlet.md on browsers, mounting by hand and the test kit, run. */
class BrowserSnippetsTest {
  @Test
  void pages() {
    // @start region=pages
    Routes.Builder routes =
        Routes.builder()
            .publicPath("/")
            .publicPath("/login")
            .route("GET", "/start", Requirement.signedIn())
            .route("GET", "/organizations", Requirement.signedIn())
            .route("GET", "/orgs/{organization}/notes", Requirement.member())
            .pages(
                BrowserPages.builder()
                    .login("/login")
                    .onboarding("/start")
                    .picker("/organizations")
                    .home("/")
                    .build());
    // @end
    assertThat(routes.build().organizationIn("/orgs/acme/notes")).contains("acme");
  }

  @Test
  void options() {
    // @start region=options
    Routes.Builder routes =
        Routes.builder()
            .hideOrganizations()
            .passPreflights()
            .route("GET", "/orgs/{organization}/notes", Requirement.member())
            .route(
                "POST",
                "/orgs/{organization}/tokens",
                Requirement.member(),
                RouteOptions.strict().refusingTokens());
    // @end
    assertThat(routes.build().organizationIn("/orgs/acme/tokens")).contains("acme");
  }

  @Test
  void byHand() {
    try (MusterKit kit = MusterKit.standard()) {
      Muster muster = kit.muster();
      Routes routes = Routes.builder().route("GET", "/me", Requirement.signedIn()).build();
      // @start region=by-hand
      Set<DispatcherType> types = EnumSet.allOf(DispatcherType.class);
      FilterMounting mounting = new FilterMounting(types, true, List.of("/*"));
      Filter filter = new MusterFilter(muster, routes, mounting);
      // @end
      assertThat(filter).isNotNull();
      assertThat(mounting).isEqualTo(FilterMounting.everywhere());
    }
  }

  @Test
  void kit() {
    // @start region=unguarded
    UnguardedRequests unguarded = UnguardedRequests.watched();
    try (Muster muster = muster(unguarded)) {
      serve(muster);
    }
    unguarded.assertNone();
    // @end
  }

  private static Muster muster(MusterListener listener) {
    return MusterKit.with(kit -> kit.listener(listener)).muster();
  }

  private void serve(Muster muster) {
    assertThat(muster.sessions()).isPresent();
  }
}
