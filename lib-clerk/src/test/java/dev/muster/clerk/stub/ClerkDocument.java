package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One of Clerk's OpenAPI documents, to hold JSON against its schemas. Safe for many threads. */
final class ClerkDocument {
  private static final String FOLDER = "muster.clerk.documents";
  private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDialect(Dialects.getOpenApi30());

  private final JsonNode document;
  private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

  private ClerkDocument(JsonNode document) {
    this.document = document;
  }

  /**
   * Reads a document from the folder that a property names, or from {@code shared/specs} beside the
   * project or above it. The documents are Clerk's, and not part of the project.
   */
  static @Nullable ClerkDocument find(String file) {
    String folder = System.getProperty(FOLDER);
    if (folder != null) {
      return read(Path.of(folder, file));
    }
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      ClerkDocument found = read(up.resolve("shared").resolve("specs").resolve(file));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable ClerkDocument read(Path path) {
    if (!Files.isRegularFile(path)) {
      return null;
    }
    try {
      return new ClerkDocument(new YAMLMapper().readTree(path.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A part of the document, with a pointer followed if it is one. */
  JsonNode at(String... names) {
    JsonNode node = document;
    for (String name : names) {
      node = followed(node.path(name));
    }
    return node;
  }

  JsonNode followed(JsonNode node) {
    JsonNode ref = node.path("$ref");
    return ref.isTextual() ? document.at(ref.textValue().substring(1)) : node;
  }

  JsonNode schema(String name) {
    return at("components", "schemas", name);
  }

  /** What is wrong with a value; nothing if the schema allows it. */
  List<String> faults(JsonNode schema, JsonNode value) {
    return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
        .map(error -> error.getInstanceLocation() + " " + error.getMessage())
        .toList();
  }

  private Schema compile(JsonNode schema) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putArray("allOf").add(schema);
    root.set("components", document.path("components"));
    return SCHEMAS.getSchema(root);
  }
}
