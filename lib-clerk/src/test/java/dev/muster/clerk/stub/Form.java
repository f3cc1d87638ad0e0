package dev.muster.clerk.stub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON body of a request, read as strictly as Clerk reads it. */
final class Form {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode body;

  Form(JsonNode body) {
    this.body = body;
  }

  static JsonNode parsed(Asked asked) {
    return asked.body().isBlank() ? JSON.createObjectNode() : json(asked.body());
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw invalid();
    }
  }

  static Form of(Asked asked) {
    JsonNode body = parsed(asked);
    if (!body.isObject()) {
      throw invalid();
    }
    return new Form(body);
  }

  static Refused invalid() {
    return new Refused(
        400, "request_body_invalid", "Request body invalid", "The request body is invalid.");
  }

  /** Refuses what Clerk does not know. */
  Form only(Set<String> known) {
    for (var field : body.properties()) {
      if (!known.contains(field.getKey())) {
        throw Refused.form("unknown", field.getKey(), "is unknown");
      }
    }
    return this;
  }

  boolean has(String name) {
    return body.hasNonNull(name);
  }

  String text(String name) {
    if (!body.has(name)) {
      throw Refused.form("missing", name, "is missing");
    }
    String text = textOrNull(name);
    if (text == null) {
      throw Refused.form("nil", name, "must not be nil");
    }
    if (text.isBlank()) {
      throw Refused.form("value_invalid", name, "must not be empty");
    }
    return text;
  }

  @Nullable String textOrNull(String name) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw Refused.form("type_invalid", name, "must be a `string`");
    }
    return value.textValue();
  }

  int number(String name, int least, int most, int otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    JsonNode value = body.path(name);
    if (!value.canConvertToExactIntegral()) {
      throw Refused.form("type_invalid", name, "must be a `integer`");
    }
    if (value.longValue() < least || value.longValue() > most) {
      throw Refused.form("value_invalid", name, "must be in " + least + " to " + most);
    }
    return value.intValue();
  }

  boolean flag(String name, boolean otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (!body.path(name).isBoolean()) {
      throw Refused.form("type_invalid", name, "must be a `boolean`");
    }
    return body.path(name).booleanValue();
  }

  ObjectNode metadata(String name) {
    if (!has(name)) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (body.path(name) instanceof ObjectNode object) {
      return object;
    }
    throw Refused.form("value_invalid", name, "must be a key-value object");
  }
}
