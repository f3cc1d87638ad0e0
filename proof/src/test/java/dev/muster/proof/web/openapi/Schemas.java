package dev.muster.proof.web.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The schemas of one OpenAPI 3.1 document, which are JSON Schema 2020-12. For many threads. */
final class Schemas {
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  private final JsonNode components;
  private final Map<JsonNode, Schema> read = new ConcurrentHashMap<>();

  Schemas(JsonNode document) {
    this.components = document.path("components");
  }

  /** What is wrong with a text that should be JSON of a schema. */
  List<String> faultsOfJson(JsonNode schema, String text) {
    try {
      return faults(schema, JSON.readTree(text));
    } catch (JsonProcessingException e) {
      return List.of("no JSON");
    }
  }

  /** What is wrong with a text that is a value of a schema by itself, such as a header's. */
  List<String> faultsOfText(JsonNode schema, String text) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    boolean number =
        schema.path("type").asText().equals("integer") && text.matches("-?[0-9]{1,18}");
    return faults(schema, number ? make.numberNode(Long.parseLong(text)) : make.textNode(text));
  }

  /** What is wrong with a schema itself. */
  static List<String> faultsOfSchema(JsonNode schema) {
    return REGISTRY
        .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()))
        .validate(schema)
        .stream()
        .map(error -> error.getInstanceLocation() + " " + error.getMessage())
        .toList();
  }

  private List<String> faults(JsonNode schema, JsonNode value) {
    return read.computeIfAbsent(schema, this::schema).validate(value).stream()
        .map(error -> error.getInstanceLocation() + " " + error.getMessage())
        .toList();
  }

  private Schema schema(JsonNode schema) {
    ObjectNode root = JSON.createObjectNode();
    root.putArray("allOf").add(schema);
    root.set("components", components);
    return REGISTRY.getSchema(root);
  }
}
