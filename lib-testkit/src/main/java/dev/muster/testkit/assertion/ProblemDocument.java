package dev.muster.testkit.assertion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

/** The members of a problem document (RFC 9457), read strictly. */
final class ProblemDocument {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final String TYPE = "application/problem+json";

  private final JsonNode members;

  private ProblemDocument(JsonNode members) {
    this.members = members;
  }

  /** The document in a body, or null if it holds no JSON object. */
  static @Nullable ProblemDocument in(String body) {
    JsonNode read = read(body);
    return read.isObject() ? new ProblemDocument(read) : null;
  }

  /** Whether a media type is the one of problem documents, whatever its parameters. */
  static boolean isItsType(String mediaType) {
    return mediaType.replaceFirst(";.*", "").strip().equalsIgnoreCase(TYPE);
  }

  /** Whether a member has a value of JSON. */
  boolean has(String name, Object value) {
    return read(JSON.valueToTree(value).toString()).equals(members.path(name));
  }

  /** A member in words. */
  String told(String name) {
    JsonNode member = members.path(name);
    if (member instanceof MissingNode) {
      return "not there";
    }
    return Quoted.of(member.isTextual() ? member.textValue() : member.toString());
  }

  /** So that a number is one number, whatever type of Java's it was. */
  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException garbage) {
      return MissingNode.getInstance();
    }
  }
}
