package dev.muster.workos.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** WorkOS's OpenAPI document, to hold requests and answers against. Safe for many threads. */
public final class WorkOsDocument {
  private static final NpmPackage PACKAGE =
      new NpmPackage(
          "@workos/openapi-spec@0.1.0",
          "workos-openapi-spec-0.1.0.tgz",
          "a55c3c48f16cbdae9447c676a2f1350c2e00ab57d174f5f2c13f093fbc8dd46f"
              + "18d36fbf9036fa2a01579a92a2bfbe978a75170ce02653db6bfc6ef7508f261f");
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode document;

  private WorkOsDocument(JsonNode document) {
    this.document = document;
  }

  static WorkOsDocument read(Path folder) throws IOException {
    return new WorkOsDocument(
        new YAMLMapper()
            .readTree(PACKAGE.unpackedIn(folder).resolve("open-api-spec.yaml").toFile()));
  }

  /**
   * What is wrong with a request.
   *
   * @param method in any case
   * @param path as the document writes it, {@code /organizations/{id}}
   * @param body JSON
   * @return the faults; none if the document allows it
   */
  public List<String> faultsOfRequest(String method, String path, String body) {
    return faults(content(operation(method, path).path("requestBody")), body);
  }

  /**
   * What is wrong with an answer.
   *
   * @param method in any case
   * @param path as the document writes it
   * @param status the status
   * @param body JSON
   * @return the faults; none if the document allows it
   */
  public List<String> faultsOfAnswer(String method, String path, int status, String body) {
    JsonNode answer = operation(method, path).path("responses").path(Integer.toString(status));
    if (answer.isMissingNode()) {
      return List.of("status " + status + " is not in the document");
    }
    return faults(content(answer), body);
  }

  /**
   * Whether an operation has a query parameter.
   *
   * @param method in any case
   * @param path as the document writes it
   * @param name the parameter
   * @return whether the document names it
   */
  public boolean hasQueryParameter(String method, String path, String name) {
    for (JsonNode parameter : operation(method, path).path("parameters")) {
      if (parameter.path("in").asText().equals("query")
          && parameter.path("name").asText().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Every refusal of an operation, with a body as the document describes it.
   *
   * @param method in any case
   * @param path as the document writes it
   * @return the refusals, in the document's order
   */
  public List<Refusal> refusals(String method, String path) {
    List<Refusal> refusals = new ArrayList<>();
    operation(method, path)
        .path("responses")
        .properties()
        .forEach(
            answer -> {
              int status = Integer.parseInt(answer.getKey());
              if (status >= 400) {
                collect(status, content(answer.getValue()), refusals);
              }
            });
    return refusals;
  }

  /**
   * A refusal.
   *
   * @param status its status
   * @param body JSON, of the document's constants and examples
   */
  public record Refusal(int status, JsonNode body) {}

  private static void collect(int status, JsonNode schema, List<Refusal> refusals) {
    if (schema.has("oneOf")) {
      schema.path("oneOf").forEach(one -> collect(status, one, refusals));
    } else {
      ObjectNode body = JSON.createObjectNode();
      fill(body, schema);
      refusals.add(new Refusal(status, body));
    }
  }

  private static void fill(ObjectNode body, JsonNode schema) {
    schema.path("allOf").forEach(part -> fill(body, part));
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      JsonNode of = field.getValue();
      JsonNode value = of.has("const") ? of.get("const") : of.path("example");
      body.set(
          field.getKey(),
          value.isMissingNode() && of.has("items") ? JSON.createArrayNode() : value);
    }
  }

  private JsonNode operation(String method, String path) {
    JsonNode operation = document.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
    if (operation.isMissingNode()) {
      throw new IllegalArgumentException("the document has no " + method + " " + path);
    }
    return operation;
  }

  private static JsonNode content(JsonNode node) {
    return node.path("content").path("application/json").path("schema");
  }

  private List<String> faults(JsonNode schema, String body) {
    ObjectNode root = JSON.createObjectNode();
    root.putArray("allOf").add(schema.isMissingNode() ? JSON.createObjectNode() : schema);
    root.set("components", document.path("components"));
    try {
      return SCHEMAS.getSchema(root).validate(JSON.readTree(body)).stream()
          .map(error -> error.getInstanceLocation() + " " + error.getMessage())
          .toList();
    } catch (IOException e) {
      return List.of("no JSON");
    }
  }
}
