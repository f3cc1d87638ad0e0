package dev.muster.examples.notes;

import dev.muster.decision.Requirement;
import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.role.RoleMap;
import dev.muster.servlet.BrowserPages;
import dev.muster.servlet.RouteOptions;
import dev.muster.servlet.Routes;
import java.util.Set;

/**
 * What the service's own routes demand, and which roles there are. The account endpoints bring
 * their routes with them.
 */
final class NotesRoutes {
  static final Role ADMIN = new Role("admin");

  private static final Permission DELETE = new Permission("notes:delete");
  private static final Permission WRITE = new Permission("notes:write");

  private NotesRoutes() {}

  static RoleMap roles(NotesProvider provider) {
    return RoleMap.builder()
        .role(ADMIN, Set.of(provider.slug("admin")), Set.of(DELETE, WRITE))
        .role(new Role("member"), Set.of(provider.slug("member")), Set.of(WRITE))
        .build();
  }

  static Routes.Builder routes() {
    return pages(notes(Routes.builder())).publicPath("/feed");
  }

  private static Routes.Builder notes(Routes.Builder routes) {
    return routes
        .route("GET", "/notes", Requirement.member())
        .route(
            "GET",
            "/home",
            Requirement.member(),
            RouteOptions.strict().orOfSessionElseTheOnlyOther())
        .route("GET", "/orgs/{organization}/notes", Requirement.member().orPersonal())
        .route("POST", "/orgs/{organization}/notes", Requirement.permits(WRITE).orPersonal())
        .route(
            "DELETE", "/orgs/{organization}/notes/{note}", Requirement.permits(DELETE).orPersonal())
        // A token is for one organization, and the trace tells of all.
        .route(
            "GET",
            TraceServlet.PATH,
            Requirement.signedIn(),
            RouteOptions.strict().refusingTokens());
  }

  private static Routes.Builder pages(Routes.Builder routes) {
    Pages.ASSETS.forEach(routes::publicPath);
    return routes
        .pages(
            BrowserPages.builder()
                .login("/start")
                .onboarding("/onboarding")
                .picker("/organizations")
                .home("/")
                .build())
        .publicPath("/start")
        .route("GET", "/", Requirement.signedIn(), RouteOptions.strict().orOfSession())
        .route("GET", "/onboarding", Requirement.signedIn())
        .route("GET", "/organizations", Requirement.signedIn())
        .route("GET", "/work/{organization}", Requirement.member().orPersonal())
        .route("GET", "/work/{organization}/members", Requirement.member());
  }
}
