package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the Backend API does with sessions. It signs users in only where it is no production. */
final class SessionRoutes {
  private static final Set<String> STATUSES =
      Set.of("abandoned", "active", "ended", "expired", "removed", "replaced", "revoked");
  private static final String ONE = "/sessions/{session_id}";

  private SessionRoutes() {}

  static List<Route> of(Instance clerk, TokenMint mint) {
    return List.of(
        Route.get("/sessions", call -> list(clerk, call)),
        Route.post(
            "/sessions",
            call -> {
              Form form = call.form();
              return clerk
                  .sessions
                  .begin(form.text("user_id"), form.textOrNull("active_organization_id"))
                  .wire();
            }),
        Route.get(ONE, call -> clerk.sessions.get(id(call)).wire()),
        Route.post(ONE + "/revoke", call -> clerk.sessions.revoke(id(call)).wire()),
        Route.post(
            ONE + "/tokens",
            call -> {
              SessionRow row = clerk.sessions.get(id(call));
              if (!row.status().equals(SessionRow.ACTIVE)) {
                throw Refused.notFound("No active session was found with id " + row.id());
              }
              return JsonNodeFactory.instance
                  .objectNode()
                  .put("object", "token")
                  .put("jwt", mint.draft(row).sign().reveal());
            }));
  }

  private static JsonNode list(Instance clerk, Route.Call call) {
    List<String> users = call.asked().all("user_id");
    List<String> clients = call.asked().all("client_id");
    @Nullable String status = call.asked().first("status");
    if (users.isEmpty() && clients.isEmpty()) {
      throw new Refused(
          400,
          "missing_query_parameter",
          "Missing query parameter",
          "Either of the following query parameters must be provided: client_id, user_id.");
    }
    if (status != null && !STATUSES.contains(status)) {
      throw Refused.form("value_invalid", "status", "does not match one of the allowed values");
    }
    List<SessionRow> rows =
        clerk.sessions.list(
            row ->
                Users.allows(users, row.user())
                    && Users.allows(clients, row.wire().path("client_id").asText())
                    && (status == null || status.equals(row.status())));
    return "true".equals(call.asked().first("paginated"))
        ? call.page().of(rows, SessionRow::wire)
        : call.page().bare(rows, SessionRow::wire);
  }

  private static String id(Route.Call call) {
    return call.path("session_id");
  }
}
