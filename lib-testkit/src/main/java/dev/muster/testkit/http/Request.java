package dev.muster.testkit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request as the server reads it. What cannot be read is an {@link IllegalArgumentException},
 * which the server answers with 400.
 */
record Request(
    String method,
    List<String> path,
    Map<String, String> query,
    @Nullable String key,
    String body) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BEARER = "Bearer ";

  static Request read(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(Protocol.MAX_BODY + 1);
    if (body.length > Protocol.MAX_BODY) {
      throw new IllegalArgumentException("body");
    }
    String path = exchange.getRequestURI().getRawPath();
    String query = exchange.getRequestURI().getRawQuery();
    String key = exchange.getRequestHeaders().getFirst("Authorization");
    String method = exchange.getRequestMethod();
    return new Request(
        method.equals(Protocol.LOOK) ? "GET" : method,
        path.startsWith("/") ? Protocol.segments(path) : List.of(),
        form(query == null ? "" : query),
        key != null && key.startsWith(BEARER) ? key.substring(BEARER.length()) : null,
        new String(body, StandardCharsets.UTF_8));
  }

  boolean is(String wanted, String... pattern) {
    if (!method.equals(wanted) || path.size() != pattern.length) {
      return false;
    }
    for (int i = 0; i < pattern.length; i++) {
      if (!pattern[i].equals("*") && !pattern[i].equals(path.get(i))) {
        return false;
      }
    }
    return true;
  }

  Map<String, String> form() {
    return form(body);
  }

  JsonNode json() {
    try {
      JsonNode node = JSON.readTree(body);
      if (node == null || !node.isObject()) {
        throw new IllegalArgumentException("body");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("body", e);
    }
  }

  String text(String field) {
    JsonNode value = json().path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(field);
    }
    return value.textValue();
  }

  @Nullable String textOrNull(String field) {
    return json().path(field).isMissingNode() || json().path(field).isNull() ? null : text(field);
  }

  UserId user() {
    return new UserId(text("user"));
  }

  OrganizationId organization() {
    return new OrganizationId(text("organization"));
  }

  List<UserId> users() {
    JsonNode values = json().path("users");
    if (!values.isArray()) {
      throw new IllegalArgumentException("users");
    }
    List<UserId> users = new ArrayList<>();
    values.forEach(value -> users.add(new UserId(value.asText())));
    return users;
  }

  RoleSlug[] roles() {
    JsonNode values = json().path("roles");
    if (!values.isArray()) {
      throw new IllegalArgumentException("roles");
    }
    List<RoleSlug> roles = new ArrayList<>();
    values.forEach(value -> roles.add(new RoleSlug(value.asText())));
    return roles.toArray(RoleSlug[]::new);
  }

  int number(String parameter, int ifAbsent) {
    String number = query.get(parameter);
    return number == null ? ifAbsent : Integer.parseInt(number);
  }

  Instant instant(String parameter) {
    try {
      return Instant.parse(query.getOrDefault(parameter, ""));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(parameter, e);
    }
  }

  private static Map<String, String> form(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String name = URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8);
        String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
        if (fields.put(name, value) != null) {
          throw new IllegalArgumentException("a field is given twice");
        }
      }
    }
    return fields;
  }

  /** The method only: paths, keys and bodies are not for logs. */
  @Override
  public String toString() {
    return "Request[" + method + "]";
  }
}
