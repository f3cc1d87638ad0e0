package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** What the Backend API does with invitations into organizations. It accepts none. */
final class InvitationRoutes {
  private static final String ALL = "/organizations/{organization_id}/invitations";
  private static final String ONE = ALL + "/{invitation_id}";
  private static final Set<String> STATUSES = Set.of("pending", "accepted", "revoked", "expired");
  private static final int MOST_AT_ONCE = 10;

  private InvitationRoutes() {}

  static List<Route> of(Instance clerk) {
    return List.of(
        Route.get(ALL, call -> list(clerk, call)),
        Route.post(
            ALL, call -> clerk.invitations.create(organization(call), call.form()).wire(clerk)),
        Route.post(ALL + "/bulk", call -> bulk(clerk, call)),
        Route.get(ONE, call -> one(clerk, call).wire(clerk)),
        Route.post(
            ONE + "/revoke",
            call -> {
              String by = call.form().textOrNull("requesting_user_id");
              InvitationRow row = one(clerk, call);
              if (by != null) {
                clerk.invitations.checkManager(row.organization(), by);
              }
              return clerk.invitations.revoke(row).wire(clerk);
            }));
  }

  private static InvitationRow one(Instance clerk, Route.Call call) {
    return clerk.invitations.get(organization(call), call.path("invitation_id"));
  }

  private static JsonNode list(Instance clerk, Route.Call call) {
    List<String> statuses = call.asked().all("status");
    List<String> emails = call.asked().all("email_address");
    if (!STATUSES.containsAll(statuses)) {
      throw Refused.form("value_invalid", "status", "does not match one of the allowed values");
    }
    long now = clerk.millis();
    return call.page()
        .of(
            clerk.invitations.list(
                organization(call),
                row ->
                    Users.allows(statuses, row.statusAt(now)) && Users.allows(emails, row.email())),
            row -> row.wire(clerk));
  }

  /** All of them or none. */
  private static JsonNode bulk(Instance clerk, Route.Call call) {
    JsonNode forms = Form.parsed(call.asked());
    if (!forms.isArray() || forms.isEmpty()) {
      throw Form.invalid();
    }
    if (forms.size() > MOST_AT_ONCE) {
      throw new Refused(
          400,
          "bulk_size_exceeded",
          "bulk size exceeded",
          "Parameters exceed the maximum allowed bulk processing size of 10.");
    }
    for (JsonNode form : forms) {
      clerk.invitations.check(organization(call), new Form(form));
    }
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.putArray("data");
    for (JsonNode form : forms) {
      InvitationRow row = clerk.invitations.create(organization(call), new Form(form));
      list.withArray("data").add(row.wire(clerk));
    }
    return list.put("total_count", forms.size());
  }

  private static String organization(Route.Call call) {
    return call.path("organization_id");
  }
}
