package dev.muster.proof.web.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An OpenAPI 3.1 document, to hold requests and answers against. Safe for many threads. */
final class ApiDocument {
  /** Requests that are no operation. */
  static final String ELSEWHERE = "elsewhere";

  /** Headers that mean something wherever they are, so that none comes without being described. */
  private static final Set<String> TELLING =
      Set.of("set-cookie", "location", "retry-after", "www-authenticate", "allow");

  private final JsonNode document;
  private final Schemas schemas;
  private final Map<String, ApiOperation> operations = new LinkedHashMap<>();

  ApiDocument(JsonNode document) {
    this.document = document;
    this.schemas = new Schemas(document);
    String mount = document.at("/servers/0/url").asText();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        part -> {
                          if (part.getValue().isObject()) {
                            add(
                                part.getKey(),
                                mount + path.getKey(),
                                path.getValue(),
                                part.getValue());
                          }
                        }));
  }

  private void add(String method, String template, JsonNode path, JsonNode node) {
    List<JsonNode> parameters = new ArrayList<>();
    path.path("parameters").forEach(each -> parameters.add(resolved(each)));
    node.path("parameters").forEach(each -> parameters.add(resolved(each)));
    String id = node.path("operationId").asText();
    operations.put(
        id, new ApiOperation(id, method.toUpperCase(Locale.ROOT), template, parameters, node));
  }

  Map<String, ApiOperation> operations() {
    return operations;
  }

  /** The operation that a request is for, if it is for one. */
  Optional<ApiOperation> find(Exchange exchange) {
    return operations.values().stream()
        .filter(one -> one.method().equals(exchange.method()))
        .filter(one -> one.variables(exchange.path()).isPresent())
        .findFirst();
  }

  /** The answers of an operation by their status, as they are written. */
  Map<Integer, JsonNode> answers(String operation) {
    JsonNode written =
        operation.equals(ELSEWHERE)
            ? document.at("/x-other-requests/responses")
            : operations.get(operation).node().path("responses");
    Map<Integer, JsonNode> answers = new LinkedHashMap<>();
    written
        .properties()
        .forEach(one -> answers.put(Integer.parseInt(one.getKey()), one.getValue()));
    return answers;
  }

  /** What a reference leads to; anything else is what it is. */
  JsonNode resolved(JsonNode node) {
    return node.has("$ref") && !node.has("properties")
        ? resolved(document.at(node.path("$ref").asText().substring(1)))
        : node;
  }

  /** What is wrong with a request; nothing if the document allows it. */
  List<String> faultsOfRequest(ApiOperation operation, Exchange exchange) {
    List<String> faults = new ArrayList<>();
    Map<String, String> path = operation.variables(exchange.path()).orElseThrow();
    Map<String, List<String>> query = ApiOperation.query(exchange.target());
    for (JsonNode parameter : operation.parameters()) {
      String name = parameter.path("name").asText();
      boolean inPath = parameter.path("in").asText().equals("path");
      List<String> values =
          inPath
              ? Optional.ofNullable(path.remove(name)).map(List::of).orElse(List.of())
              : Optional.ofNullable(query.remove(name)).orElse(List.of());
      if (values.isEmpty() && parameter.path("required").asBoolean()) {
        faults.add("parameter " + name + " is missing");
      }
      JsonNode schema = resolved(parameter.path("schema"));
      values.forEach(value -> faults.addAll(schemas.faultsOfText(schema, value)));
    }
    path.keySet().forEach(name -> faults.add("parameter " + name + " is not described"));
    query.keySet().forEach(name -> faults.add("parameter " + name + " is not described"));
    faults.addAll(faultsOfBody(operation.node().path("requestBody"), exchange));
    return faults;
  }

  private List<String> faultsOfBody(JsonNode body, Exchange exchange) {
    String sent = exchange.sent();
    if (sent == null || sent.isEmpty()) {
      return body.path("required").asBoolean() ? List.of("the body is missing") : List.of();
    }
    if (body.isMissingNode()) {
      return List.of("a body is not described");
    }
    String type = exchange.asked("Content-Type").stream().findFirst().orElse("");
    JsonNode content = body.path("content");
    JsonNode described = content.has("*/*") ? content.path("*/*") : content.path(mediaType(type));
    if (described.isMissingNode()) {
      return List.of("a body of type " + type + " is not described");
    }
    return described.has("schema")
        ? schemas.faultsOfJson(described.path("schema"), sent)
        : List.of();
  }

  /** What is wrong with an answer; nothing if the document allows it. */
  List<String> faultsOfAnswer(String operation, Exchange exchange) {
    JsonNode written = answers(operation).get(exchange.status());
    if (written == null) {
      return List.of("status " + exchange.status() + " is not described");
    }
    JsonNode answer = resolved(written);
    List<String> faults = new ArrayList<>();
    Map<String, JsonNode> described = new LinkedHashMap<>();
    answer
        .path("headers")
        .properties()
        .forEach(
            header ->
                described.put(
                    header.getKey().toLowerCase(Locale.ROOT), resolved(header.getValue())));
    described.forEach(
        (name, header) -> {
          if (exchange.values(name).isEmpty() && header.path("required").asBoolean()) {
            faults.add("header " + name + " is missing");
          }
          JsonNode schema = resolved(header.path("schema"));
          exchange
              .values(name)
              .forEach(
                  value ->
                      schemas
                          .faultsOfText(schema, value)
                          .forEach(fault -> faults.add("header " + name + ": " + fault)));
        });
    TELLING.stream()
        .filter(name -> !described.containsKey(name) && !exchange.values(name).isEmpty())
        .forEach(name -> faults.add("header " + name + " is not described"));
    faults.addAll(faultsOfContent(answer.path("content"), exchange));
    return faults;
  }

  private List<String> faultsOfContent(JsonNode content, Exchange exchange) {
    if (content.isMissingNode()) {
      return exchange.body().isEmpty() ? List.of() : List.of("a body is not described");
    }
    String type = mediaType(exchange.values("content-type").stream().findFirst().orElse(""));
    JsonNode described = content.path(type);
    if (described.isMissingNode()) {
      return List.of("a body of type " + type + " is not described");
    }
    boolean page = type.equals("text/html");
    if (page && !exchange.asked("Sec-Fetch-Mode").equals(List.of("navigate"))) {
      return List.of("a page for what is no navigation");
    }
    JsonNode schema = described.path("schema");
    return page
        ? schemas.faultsOfText(schema, exchange.body())
        : schemas.faultsOfJson(schema, exchange.body());
  }

  private static String mediaType(String header) {
    return header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
