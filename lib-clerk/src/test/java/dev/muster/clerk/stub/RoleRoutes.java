package dev.muster.clerk.stub;

import java.util.List;

/** What the Backend API tells of roles and permissions; a role is made without permissions. */
final class RoleRoutes {
  private RoleRoutes() {}

  static List<Route> of(Instance clerk) {
    return List.of(
        Route.get(
            "/organization_roles",
            call ->
                call.page()
                    .of(
                        clerk.roles.list(call.asked().first("query")),
                        row -> row.wire(clerk.roles))),
        Route.post(
            "/organization_roles",
            call -> {
              String unused = call.form().text("name");
              return clerk.roles.define(call.form().text("key"), List.of()).wire(clerk.roles);
            }),
        Route.get(
            "/organization_permissions",
            call ->
                call.page()
                    .of(
                        clerk.roles.listPermissions(call.asked().first("query")),
                        PermissionRow::wire)));
  }
}
