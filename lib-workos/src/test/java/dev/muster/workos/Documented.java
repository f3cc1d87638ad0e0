package dev.muster.workos;

import dev.muster.name.MembershipId;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import java.util.List;

/** Things as WorkOS's document writes them. */
final class Documented {
  static final String MEMBERSHIPS = "/user_management/organization_memberships/{id}";
  static final String ORGANIZATIONS = "/organizations/{id}";
  static final String USERS = "/user_management/users";

  /** Ann's membership at Acme, as last stated. */
  static final Membership STATED =
      new Membership(
          new MembershipId("om_01"),
          Stubbed.ACME,
          Stubbed.ANN,
          MembershipStatus.ACTIVE,
          List.of(new RoleSlug("member")),
          null);

  private static final String TIMES =
      "\"created_at\":\"2026-01-15T12:00:00.000Z\",\"updated_at\":\"2026-01-15T12:00:00.000Z\"";

  private Documented() {}

  static String membership(String status, String... roles) {
    StringBuilder all = new StringBuilder();
    for (String role : roles) {
      all.append(all.isEmpty() ? "" : ",").append("{\"slug\":\"" + role + "\"}");
    }
    return "{\"object\":\"organization_membership\",\"id\":\"om_01\",\"user_id\":\"user_01ANN\","
        + "\"organization_id\":\"org_01ACME\",\"status\":\""
        + status
        + "\",\"directory_managed\":false,\"organization_name\":\"Acme\",\"role\":{\"slug\":\""
        + roles[0]
        + "\"},\"roles\":["
        + all
        + "],\"user\":"
        + Issued.USER
        + ","
        + TIMES
        + "}";
  }

  static String organization(String name) {
    return "{\"object\":\"organization\",\"id\":\"org_01ACME\",\"name\":\""
        + name
        + "\",\"domains\":[],\"metadata\":{},\"external_id\":null,"
        + TIMES
        + "}";
  }

  static String user(String id) {
    return Issued.USER.replace("user_01ANN", id).replace("ann@example.org", id + "@example.org");
  }
}
