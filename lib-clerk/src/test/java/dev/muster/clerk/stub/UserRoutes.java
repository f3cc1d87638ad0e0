package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What the Backend API does with users. */
final class UserRoutes {
  private UserRoutes() {}

  static List<Route> of(Instance clerk) {
    return List.of(
        Route.get(
            "/users", call -> call.page().bare(clerk.users.list(call.asked()), UserRow::wire)),
        Route.post("/users", call -> create(clerk, Form.parsed(call.asked()))),
        Route.get("/users/{user_id}", call -> clerk.users.get(call.path("user_id")).wire()),
        Route.delete(
            "/users/{user_id}",
            call -> Deleted.wire("user", clerk.users.delete(call.path("user_id")).id())),
        Route.post("/users/{user_id}/ban", call -> ban(clerk, call, true)),
        Route.post("/users/{user_id}/unban", call -> ban(clerk, call, false)),
        Route.get(
            "/users/{user_id}/organization_memberships",
            call -> {
              String user = clerk.users.get(call.path("user_id")).id();
              return call.page()
                  .of(
                      clerk.memberships.list(row -> row.user().equals(user)),
                      row -> row.wire(clerk));
            }));
  }

  private static JsonNode create(Instance clerk, JsonNode body) {
    Form form = new Form(body);
    JsonNode emails = body.path("email_address");
    if (!emails.isMissingNode() && !(emails.isArray() && emails.path(0).isTextual())) {
      throw Refused.form("type_invalid", "email_address", "must be a `array`");
    }
    return clerk
        .users
        .create(
            emails.isMissingNode() ? null : emails.path(0).textValue(),
            form.textOrNull("first_name"),
            form.textOrNull("last_name"),
            form.textOrNull("external_id"))
        .wire();
  }

  private static JsonNode ban(Instance clerk, Route.Call call, boolean banned) {
    return clerk.users.ban(call.path("user_id"), banned).wire();
  }
}
