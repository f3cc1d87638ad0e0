package dev.muster.proof.attack;

import dev.muster.decision.Requirement;
import dev.muster.servlet.BrowserPages;
import dev.muster.servlet.MusterWeb;
import dev.muster.servlet.RouteOptions;
import dev.muster.servlet.Routes;
import jakarta.servlet.ServletContext;

/** What the attacked host declares. */
final class AttackedSite {
  private AttackedSite() {}

  static Routes.Builder routes() {
    return Routes.builder()
        .publicPath("/open")
        .publicPath("/oops")
        .publicPath("/dispatch")
        .organizationHeader("X-Organization")
        .organizationSubdomainOf("notes.example")
        .route("GET", "/notes", Requirement.member())
        .route("GET", "/me", Requirement.signedIn(), RouteOptions.strict().orOfSession())
        .route("GET", "/orgs/{organization}/notes", Requirement.member())
        .route("POST", "/orgs/{organization}/notes", Requirement.member())
        .route("GET", "/orgs/{organization}/notes/{note}", Requirement.member())
        .route("GET", "/go/{organization}", Requirement.member())
        .route("GET", "/stream/{organization}", Requirement.member())
        .route("DELETE", "/members/{organization}/{user}", Requirement.member());
  }

  /** With everything opened that can be opened by name. */
  static void loosened(ServletContext context, Town town) {
    Routes.Builder routes =
        routes()
            .route(
                "GET",
                "/tokenless/{organization}",
                Requirement.member(),
                RouteOptions.strict().refusingTokens())
            .pages(
                BrowserPages.builder().login("/open").onboarding("/oops").picker("/open").build())
            .hideOrganizations()
            .passPreflights();
    MusterWeb.of(town.muster, routes).install(context);
  }

  /** As a user does. */
  static void install(ServletContext context, Town town) {
    MusterWeb.of(town.muster, routes()).install(context);
  }
}
