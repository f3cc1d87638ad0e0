package dev.muster.examples.notes;

import dev.muster.decision.Requirement;
import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.role.RoleMap;
import dev.muster.servlet.RouteOptions;
import dev.muster.servlet.Routes;

/** What the routes of the service demand, and which roles there are. */
final class NotesRoutes {
  static final Role ADMIN = new Role("admin");

  private static final Permission DELETE = new Permission("notes:delete");
  private static final Permission WRITE = new Permission("notes:write");

  private NotesRoutes() {}

  static RoleMap roles() {
    return RoleMap.builder()
        .role("admin", DELETE.value(), WRITE.value())
        .role("member", WRITE.value())
        .build();
  }

  static Routes routes() {
    Requirement admin = Requirement.atLeast(ADMIN);
    return Routes.builder()
        .publicPath("/login")
        .publicPath("/callback")
        .publicPath("/logout")
        .publicPath("/feed")
        .route("GET", "/me", Requirement.signedIn(), RouteOptions.strict().orOfSession())
        .route("POST", "/organizations", Requirement.signedIn())
        .route("POST", "/organizations/{organization}/switch", Requirement.member())
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
        .route("POST", "/me/slug", Requirement.signedIn())
        .route("POST", "/slugs/{organization}", Requirement.member().orPersonal())
        .route("POST", "/tokens/{organization}", Requirement.member())
        .route("DELETE", "/tokens/{organization}/{token}", Requirement.member())
        .route("GET", "/members/{organization}", admin)
        .route("POST", "/members/{organization}/{user}", admin)
        .route("DELETE", "/members/{organization}/{user}", admin)
        .route("POST", "/leave/{organization}", Requirement.member())
        .route("POST", "/invitations/{organization}", admin)
        .route("DELETE", "/invitations/{organization}/{invitation}", admin)
        .route("POST", "/accept/{invitation}", Requirement.signedIn())
        .build();
  }
}
