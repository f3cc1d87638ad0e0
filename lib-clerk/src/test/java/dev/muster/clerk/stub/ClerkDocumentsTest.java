package dev.muster.clerk.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What holds the stub against Clerk's documents sees what is wrong, and lets pass what is right.
 */
@NeedsDocuments
class ClerkDocumentsTest {
  private static final Route ONE = route("GET", "/organizations/{organization_id}");
  private static final Route ALL = route("GET", "/organizations");
  private static final Route MADE = route("POST", "/organizations");

  private final Conformance conformance = ClerkDocuments.conformance();

  @Test
  void an_answer_as_the_document_has_it_passes_with_a_slug_or_without() {
    conformance.check(ONE, asked(ONE, Map.of(), ""), good(organization()));
    conformance.check(ONE, asked(ONE, Map.of(), ""), good(organization().putNull("slug")));
    conformance.check(ONE, asked(ONE, Map.of(), ""), Refused.notFound("Gone.").answer());
    conformance.check(ONE, asked(ONE, Map.of(), ""), Refused.tooMany().answer());
    assertThat(conformance.faults()).isEmpty();
  }

  @Test
  void a_lost_field_a_wrong_type_and_a_null_are_found() {
    ObjectNode lost = organization();
    lost.remove("name");
    found(ONE, "", good(lost), "name");
    found(ONE, "", good(organization().put("created_at", "today")), "created_at");
    found(ONE, "", good(organization().putNull("name")), "name");
    found(ONE, "", good(organization().put("object", "company")), "object");
  }

  @Test
  void an_error_of_another_shape_and_a_status_that_is_not_listed_are_found() {
    found(ONE, "", Answer.of(404, "{\"message\":\"not found\"}"), "errors");
    found(ONE, "", Answer.of(409, Refused.key().body().toString()), "409");
    found(route("GET", "/moons"), "", good(organization()), "no such operation");
  }

  @Test
  void a_request_that_the_stub_took_and_the_document_does_not_have_is_found() {
    Answer answer = good(organization());
    found(MADE, "{\"slug\":\"acme\"}", answer, "name");
    found(MADE, "{\"name\":7}", answer, "name");
    conformance.check(
        ALL, asked(ALL, Map.of("colour", List.of("red")), ""), Answer.of(200, listOfNone()));
    assertThat(conformance.faults()).last().asString().contains("colour");
  }

  @Test
  void a_wrong_webhook_is_found() {
    try (ClerkStub stub = ClerkStub.start()) {
      stub.createOrganization("Acme");
      WebhookMessage right = stub.webhooks().messages("organization.created").get(0);
      conformance.check(right);
      assertThat(conformance.faults()).isEmpty();
      for (String wrong : List.of("\"object\":", "\"timestamp\":", "\"name\":")) {
        conformance.check(
            new WebhookMessage(
                "msg_1", right.type(), Instant.EPOCH, right.body().replace(wrong, "\"moon\":")));
      }
      conformance.check(new WebhookMessage("msg_1", "moon.risen", Instant.EPOCH, right.body()));
      assertThat(conformance.faults()).hasSizeGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void a_stub_that_was_wrong_says_so_when_it_is_closed() {
    ClerkStub stub = ClerkStub.start();
    assertThat(new Bapi(stub).get("/organizations?colour=red").status()).isEqualTo(200);
    assertThatThrownBy(stub::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("colour");
  }

  private void found(Route route, String sent, Answer answer, String named) {
    int before = conformance.faults().size();
    conformance.check(route, asked(route, Map.of(), sent), answer);
    assertThat(conformance.faults()).hasSizeGreaterThan(before).last().asString().contains(named);
  }

  private static Route route(String method, String template) {
    return new Route(method, template, call -> JsonNodeFactory.instance.nullNode());
  }

  private static Asked asked(Route route, Map<String, List<String>> query, String body) {
    return new Asked(route.method(), "/v1" + route.template(), query, Map.of(), body);
  }

  private static Answer good(ObjectNode body) {
    return Answer.of(200, body.toString());
  }

  private static String listOfNone() {
    return "{\"data\":[],\"total_count\":0}";
  }

  private static ObjectNode organization() {
    return new OrganizationRow(
            "org_1",
            "Acme",
            "acme",
            null,
            0,
            JsonNodeFactory.instance.objectNode(),
            JsonNodeFactory.instance.objectNode(),
            1,
            2)
        .wire();
  }
}
