package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the Backend API does with organizations. */
final class OrganizationRoutes {
  private static final String ONE = "/organizations/{organization_id}";

  private OrganizationRoutes() {}

  static List<Route> of(Instance clerk) {
    return List.of(
        Route.get("/organizations", call -> list(clerk, call)),
        Route.post("/organizations", call -> clerk.organizations.create(call.form()).wire()),
        Route.get(ONE, call -> counted(clerk, call, clerk.organizations.getByIdOrSlug(id(call)))),
        Route.patch(ONE, call -> clerk.organizations.change(id(call), call.form()).wire()),
        Route.delete(ONE, call -> clerk.organizations.delete(id(call))));
  }

  private static JsonNode list(Instance clerk, Route.Call call) {
    return call.page().of(clerk.organizations.list(call.asked()), row -> counted(clerk, call, row));
  }

  private static ObjectNode counted(Instance clerk, Route.Call call, OrganizationRow row) {
    ObjectNode wire = row.wire();
    if ("true".equals(call.asked().first("include_members_count"))) {
      wire.put("members_count", clerk.memberships.in(row.id()).size());
    }
    return wire;
  }

  private static String id(Route.Call call) {
    return call.path("organization_id");
  }
}
