package dev.muster.rest;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;

/** The reading of bytes as JSON: no name twice in an object, nothing behind the end. */
final class Json {
  private static final ObjectReader STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build()
          .reader();

  private Json() {}

  /** What the bytes hold; a missing node where they are no JSON. */
  static JsonNode read(byte[] bytes) {
    try {
      return STRICT.readTree(bytes);
    } catch (IOException notJson) {
      return MissingNode.getInstance();
    }
  }
}
