package dev.muster.examples.notes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** JSON in and out of a servlet. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MAX_BODY = 16 * 1024;

  private Json() {}

  static void write(HttpServletResponse response, int status, Object body) throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.getOutputStream().write(MAPPER.writeValueAsBytes(body));
  }

  /** A text of the request's JSON object, or empty if there is none such. */
  static Optional<String> text(HttpServletRequest request, String field) throws IOException {
    Object parsed = request.getAttribute(Json.class.getName());
    if (!(parsed instanceof JsonNode)) {
      parsed = parse(request.getInputStream().readNBytes(MAX_BODY + 1));
      request.setAttribute(Json.class.getName(), parsed);
    }
    JsonNode value = ((JsonNode) parsed).path(field);
    return Optional.ofNullable(value.textValue())
        .filter(text -> text.codePoints().noneMatch(Json::isNoText));
  }

  /** Half a character can't be written as UTF-8 again, and a database may not keep the others. */
  private static boolean isNoText(int codePoint) {
    boolean space = codePoint == '\n' || codePoint == '\r' || codePoint == '\t';
    return Character.getType(codePoint) == Character.SURROGATE
        || (Character.isISOControl(codePoint) && !space);
  }

  private static JsonNode parse(byte[] body) {
    if (body.length > MAX_BODY || body.length == 0) {
      return MAPPER.createObjectNode();
    }
    try {
      return MAPPER.readTree(body);
    } catch (IOException garbage) {
      return MAPPER.createObjectNode();
    }
  }
}
