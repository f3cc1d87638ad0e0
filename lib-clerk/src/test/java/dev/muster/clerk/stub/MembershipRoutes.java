package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** What the Backend API does with memberships. There is no operation that gets one. */
final class MembershipRoutes {
  private static final String ALL = "/organizations/{organization_id}/memberships";
  private static final String ONE = ALL + "/{user_id}";

  private MembershipRoutes() {}

  static List<Route> of(Instance clerk) {
    return List.of(
        Route.get(ALL, call -> list(clerk, call)),
        Route.post(
            ALL, call -> clerk.memberships.create(organization(call), call.form()).wire(clerk)),
        Route.patch(ONE, call -> change(clerk, call)),
        Route.delete(
            ONE, call -> clerk.memberships.delete(organization(call), call.path("user_id"))),
        Route.get(
            "/organization_memberships",
            call -> call.page().of(clerk.memberships.list(row -> true), row -> row.wire(clerk))));
  }

  private static JsonNode list(Instance clerk, Route.Call call) {
    String organization = clerk.organizations.get(organization(call)).id();
    Asked asked = call.asked();
    return call.page()
        .of(
            clerk.memberships.list(
                row ->
                    row.organization().equals(organization)
                        && Users.allows(asked.all("user_id"), row.user())
                        && Users.allows(asked.all("role"), row.role())
                        && Users.allows(
                            asked.all("email_address"), clerk.users.get(row.user()).email())),
            row -> row.wire(clerk));
  }

  private static JsonNode change(Instance clerk, Route.Call call) {
    String role = call.form().only(Set.of("role")).text("role");
    return clerk.memberships.change(organization(call), call.path("user_id"), role).wire(clerk);
  }

  private static String organization(Route.Call call) {
    return call.path("organization_id");
  }
}
