package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Holds one exchange with the Backend API against Clerk's document of it. For many threads. */
final class ApiCheck {
  /**
   * Refusals that Clerk's list of errors has and the document leaves out, for any operation: a
   * wrong key, too many requests, a form that is wrong, a body of another type.
   */
  private static final Set<Integer> ANYWHERE = Set.of(401, 415, 422, 429);

  /** The same for single operations. */
  private static final Set<String> SOMEWHERE =
      Set.of(
          // The last admin, who is no admin or member any more.
          "PATCH /organizations/{organization_id}/memberships/{user_id} 400",
          "DELETE /organizations/{organization_id}/memberships/{user_id} 400",
          // Who is no member.
          "PATCH /organizations/{organization_id}/memberships/{user_id} 403",
          "DELETE /organizations/{organization_id}/memberships/{user_id} 403",
          // An organization or a user that is not there.
          "GET /organizations/{organization_id}/memberships 404",
          "GET /users/{user_id}/organization_memberships 404",
          "POST /users/{user_id}/ban 404",
          "POST /users/{user_id}/unban 404",
          // A user who may not sign in.
          "POST /sessions 403");

  private final ClerkDocument document;

  ApiCheck(ClerkDocument document) {
    this.document = document;
  }

  List<String> faults(Route route, Asked asked, Answer answer) {
    JsonNode operation =
        document.at("paths", route.template(), route.method().toLowerCase(Locale.ROOT));
    if (operation.isMissingNode()) {
      return List.of("the document has no such operation");
    }
    List<String> faults = new ArrayList<>(ofAnswer(route, operation, answer));
    if (answer.status() == 200) {
      faults.addAll(ofQuery(operation, asked));
      faults.addAll(ofBody(operation, asked));
    }
    return faults;
  }

  private List<String> ofAnswer(Route route, JsonNode operation, Answer answer) {
    JsonNode body = Form.json(answer.body());
    int status = answer.status();
    JsonNode listed = operation.path("responses").path(Integer.toString(status));
    if (!listed.isMissingNode()) {
      return document.faults(content(document.followed(listed)), ClerkDocuments.withSlugs(body));
    }
    return ANYWHERE.contains(status)
            || SOMEWHERE.contains(route.method() + " " + route.template() + " " + status)
        ? document.faults(document.schema("ClerkErrors"), body)
        : List.of("status " + status + " is not in the document: " + answer.body());
  }

  private List<String> ofQuery(JsonNode operation, Asked asked) {
    List<String> faults = new ArrayList<>();
    for (String name : asked.query().keySet()) {
      boolean known = false;
      for (JsonNode each : operation.path("parameters")) {
        JsonNode parameter = document.followed(each);
        known |=
            parameter.path("in").asText().equals("query")
                && parameter.path("name").asText().equals(name);
      }
      if (!known) {
        faults.add("a query with " + name + " is not in the document");
      }
    }
    return faults;
  }

  private List<String> ofBody(JsonNode operation, Asked asked) {
    JsonNode wanted = operation.path("requestBody");
    if (asked.body().isEmpty()) {
      return wanted.path("required").asBoolean() ? List.of("no body was sent") : List.of();
    }
    JsonNode body = Form.json(asked.body());
    if (wanted.isMissingNode()) {
      return body.isEmpty() ? List.of() : List.of("a body is not in the document");
    }
    return document.faults(content(wanted), body).stream()
        .map(fault -> "in what was sent, " + fault)
        .toList();
  }

  private static JsonNode content(JsonNode node) {
    return node.path("content").path("application/json").path("schema");
  }
}
