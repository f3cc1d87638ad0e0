package dev.muster.servlet.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.Muster;
import dev.muster.decision.Problem;
import dev.muster.name.ProviderInstance;
import dev.muster.testkit.FakeIdentityProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
  private static final ProviderInstance FAKE = new ProviderInstance("fake");
  private static final JsonNode DOCUMENT = OpenApiDocument.read();

  private static JsonNode of(String cookie, boolean bearer, String... operations) {
    return new OpenApiDocument(Set.of(operations), cookie, bearer).at("/me/too");
  }

  private static Map<String, JsonNode> responses() {
    Map<String, JsonNode> responses = new TreeMap<>();
    DOCUMENT
        .at("/components/responses")
        .properties()
        .forEach(response -> responses.put(response.getKey(), response.getValue()));
    return responses;
  }

  private static JsonNode problem(JsonNode response) {
    return response.path("content").path("application/problem+json").path("schema");
  }

  @Test
  @Tag("WEB-2")
  void the_document_describes_the_operations_of_the_table_and_no_others() {
    Set<String> described = new TreeSet<>();
    DOCUMENT
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        part -> {
                          if (part.getValue().isObject()) {
                            described.add(
                                part.getValue().path("operationId").asText()
                                    + ": "
                                    + part.getKey().toUpperCase(Locale.ROOT)
                                    + " "
                                    + path.getKey());
                          }
                        }));
    try (Muster muster = EveryPart.of(FakeIdentityProvider.builder(FAKE).build())) {
      assertThat(EndpointTable.of(muster, "", null))
          .extracting(row -> row.operationId() + ": " + row.method() + " " + row.template())
          .containsExactlyInAnyOrderElementsOf(described);
    }
  }

  @Test
  @Tag("ANS-6")
  void the_codes_are_those_of_the_one_table_of_problems_each_with_its_status() {
    assertThat(DOCUMENT.at("/components/schemas/Problem/properties/code/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Problem.values()).map(Problem::code).toList());
    responses()
        .forEach(
            (name, response) -> {
              JsonNode properties = problem(response).path("properties");
              for (JsonNode code : properties.path("code").path("enum")) {
                assertThat(Problem.valueOf(code.asText().toUpperCase(Locale.ROOT)).status())
                    .as(name)
                    .isEqualTo(properties.path("status").path("const").asInt());
              }
            });
  }

  @Test
  @Tag("WEB-2")
  void a_shared_part_is_there_and_is_used_and_a_problem_is_under_its_own_status() {
    List<String> references = new ArrayList<>();
    DOCUMENT.findValuesAsText("$ref").forEach(references::add);
    assertThat(references)
        .allMatch(reference -> !DOCUMENT.at(reference.substring(1)).isMissingNode());
    for (String kind : List.of("schemas", "responses", "headers", "parameters")) {
      DOCUMENT
          .at("/components/" + kind)
          .fieldNames()
          .forEachRemaining(
              name -> assertThat(references).contains("#/components/" + kind + "/" + name));
    }
    for (JsonNode answers : DOCUMENT.findValues("responses")) {
      answers
          .properties()
          .forEach(
              answer -> {
                JsonNode shared =
                    DOCUMENT.at(answer.getValue().path("$ref").asText("#").substring(1));
                int status = problem(shared).at("/properties/status/const").asInt();
                assertThat(status).isIn(0, status == 0 ? 0 : Integer.parseInt(answer.getKey()));
              });
    }
  }

  @Test
  @Tag("WEB-2")
  void a_host_shows_the_operations_that_it_has_under_its_own_mount_and_cookie() {
    JsonNode shown = of("__Host-other", true, "showMe", "leave");
    assertThat(shown.findValuesAsText("operationId")).containsExactly("showMe", "leave");
    assertThat(shown.path("paths")).hasSize(2);
    assertThat(shown.at("/servers/0/url").asText()).isEqualTo("/me/too");
    assertThat(shown.at("/components/securitySchemes/cookie/name").asText())
        .isEqualTo("__Host-other");
    assertThat(shown.path("security")).hasSize(2);
  }

  @Test
  @Tag("WEB-2")
  void a_way_in_that_the_host_does_not_have_is_not_shown() {
    assertThat(of(null, true, "showMe").path("security").findValues("cookie")).isEmpty();
    assertThat(of(null, true, "showMe").at("/components/securitySchemes").has("cookie")).isFalse();
    assertThat(of("c", false, "showMe").path("security").findValues("bearer")).isEmpty();
    assertThat(of("c", false, "showMe").path("security")).hasSize(1);
  }

  @Test
  void an_operation_that_is_not_described_is_refused_when_the_document_is_made() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OpenApiDocument(Set.of("showMe", "fly"), null, true))
        .withMessageContaining("[fly]");
  }
}
