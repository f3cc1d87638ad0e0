package dev.muster.proof.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.decision.Problem;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Bodies that the document forbids, made from its own schemas. Each must be refused. */
final class WrongBodies {
  private final Stage stage;
  private final OrganizationId there;
  private final String owner;
  private int sent;

  WrongBodies(Stage stage) throws IOException {
    this.stage = stage;
    there = stage.service.organization("Wrong");
    UserId user = stage.service.person("wrong");
    stage.service.join(there, user, Service.OWNER);
    owner = stage.signIn(user);
  }

  /** How many were refused. */
  int drive() throws IOException {
    for (ApiOperation operation : stage.recorder.document().operations().values()) {
      JsonNode body = operation.node().path("requestBody");
      JsonNode schema = body.at("/content/application~1json/schema");
      if (!schema.isMissingNode()) {
        refuse(operation, body, stage.recorder.document().resolved(schema));
      }
    }
    return sent;
  }

  private void refuse(ApiOperation operation, JsonNode body, JsonNode schema) throws IOException {
    ObjectNode good =
        (ObjectNode) Schemas.JSON.readTree(Samples.BODIES.get(operation.id()).replace('\'', '"'));
    List<String> bad = new ArrayList<>(List.of("[]", "\"text\"", "{", "null", good + "{}"));
    for (JsonNode required : schema.path("required")) {
      bad.add(good.deepCopy().without(required.asText()).toString());
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              String name = property.getKey();
              JsonNode of = stage.recorder.document().resolved(property.getValue());
              for (String value : wrong(of)) {
                bad.add(with(good, name, value));
              }
            });
    for (String text : bad) {
      refused(ask(operation).raw("application/json", text));
    }
    refused(ask(operation).raw("text/plain", good.toString()));
    refused(ask(operation).raw("application/problem+json", good.toString()));
    if (body.path("required").asBoolean()) {
      refused(ask(operation));
    }
  }

  private static List<String> wrong(JsonNode schema) {
    if (schema.path("type").asText().equals("boolean")) {
      return List.of("null", "1", "\"true\"", "{}");
    }
    assertThat(schema.path("type").asText()).isEqualTo("string");
    List<String> wrong = new ArrayList<>(List.of("null", "1", "true", "{}", "[\"abc\"]"));
    wrong.add('"' + "a".repeat(schema.path("maxLength").asInt() + 1) + '"');
    if (schema.path("minLength").asInt() > 0) {
      wrong.add("\"\"");
    }
    if (schema.has("pattern")) {
      wrong.add("\"a\\u0001b@c\"");
    }
    if (schema.has("not")) {
      wrong.add(
          schema.path("not").path("pattern").asText().contains("[0-9a-f]")
              ? "\"01234567-0123-0123-0123-0123456789ab\""
              : "\"  \"");
    }
    return wrong;
  }

  private static String with(ObjectNode good, String name, String value) {
    ObjectNode changed = good.deepCopy();
    changed.put(name, "@here@");
    return changed.toString().replace("\"@here@\"", value);
  }

  private Ask ask(ApiOperation operation) {
    return stage.ask(operation.id()).in(there).with("user", "user_1").header(owner);
  }

  private void refused(Ask ask) throws IOException {
    Exchange exchange = ask.expect(Problem.INVALID_INPUT);
    ApiOperation operation = stage.recorder.document().find(exchange).orElseThrow();
    assertThat(stage.recorder.document().faultsOfRequest(operation, exchange))
        .as("%s", exchange)
        .isNotEmpty();
    sent++;
  }
}
