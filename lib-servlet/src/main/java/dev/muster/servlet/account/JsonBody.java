package dev.muster.servlet.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.decision.Problem;
import dev.muster.name.OrganizationSlug;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object in the body of a request. Members that nobody asks for are ignored; what is asked
 * for and has another type, or is there twice, makes the request unfit.
 */
final class JsonBody {
  /** The longest body that is read. */
  static final int MAX_BYTES = 16 * 1024;

  private static final int MAX_TEXT = 255;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final ObjectNode object;

  private JsonBody(ObjectNode object) {
    this.object = object;
  }

  /** The body; a body of no bytes says nothing, and is an object without members. */
  static JsonBody of(HttpServletRequest request) {
    byte[] bytes = bytes(request);
    if (bytes.length == 0) {
      return new JsonBody(MAPPER.createObjectNode());
    }
    if (bytes.length > MAX_BYTES || !isJson(request.getHeader("Content-Type"))) {
      throw unfit();
    }
    return parse(bytes);
  }

  /** A body that breaks off or is broken in its chunks is no more fit than one that is no JSON. */
  private static byte[] bytes(HttpServletRequest request) {
    try {
      return request.getInputStream().readNBytes(MAX_BYTES + 1);
    } catch (IOException | RuntimeException unreadable) {
      throw unfit();
    }
  }

  static JsonBody parse(byte[] bytes) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return new JsonBody(object);
      }
    } catch (CharacterCodingException | JsonProcessingException garbage) {
      // What is in it may be anything, and is told nobody.
    }
    throw unfit();
  }

  private static boolean isJson(@Nullable String contentType) {
    return contentType != null
        && contentType.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
  }

  /** A text of 1 to 255 characters, not all blank. */
  String text(String member) {
    return optional(member).filter(text -> !text.isBlank()).orElseThrow(JsonBody::unfit);
  }

  /** A text of up to 255 characters that may be missing. */
  Optional<String> optional(String member) {
    JsonNode value = object.get(member);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isTextual()
        || value.textValue().length() > MAX_TEXT
        || value.textValue().codePoints().anyMatch(JsonBody::isNoText)) {
      throw unfit();
    }
    return Optional.of(value.textValue());
  }

  /** A yes that is no where it is missing. */
  boolean flag(String member) {
    JsonNode value = object.get(member);
    if (value != null && !value.isBoolean()) {
      throw unfit();
    }
    return value != null && value.booleanValue();
  }

  /** A slug in its one form. */
  OrganizationSlug slug() {
    return OrganizationSlug.parse(text("slug")).orElseThrow(JsonBody::unfit);
  }

  /** A control character or half a character: nothing that a store or a provider keeps as it is. */
  private static boolean isNoText(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }

  static Unfit unfit() {
    return new Unfit(Problem.INVALID_INPUT);
  }
}
