package dev.muster.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.provider.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One request to a provider's API: method, path below the base address, query, headers, body.
 * Immutable; prints neither headers nor body.
 */
public final class RestRequest {
  private final String method;
  private final String path;
  private final List<String> query;
  private final List<Header> headers;
  private final @Nullable String body;

  private RestRequest(
      String method, String path, List<String> query, List<Header> headers, @Nullable String body) {
    this.method = method;
    this.path = path;
    this.query = List.copyOf(query);
    this.headers = List.copyOf(headers);
    this.body = body;
  }

  record Header(String name, String value) {
    /** The name only: a value may be a secret. */
    @Override
    public String toString() {
      return "Header[" + name + "]";
    }
  }

  /**
   * A question.
   *
   * @param segments the path, each segment as it is: whatever it holds stays one segment
   * @return the request
   * @throws IllegalArgumentException if a segment is empty, so that one thing never becomes a list
   */
  public static RestRequest get(String... segments) {
    return of("GET", segments);
  }

  /**
   * A creation, or an act.
   *
   * @param segments as for {@link #get}
   * @return the request
   */
  public static RestRequest post(String... segments) {
    return of("POST", segments);
  }

  /**
   * A replacement.
   *
   * @param segments as for {@link #get}
   * @return the request
   */
  public static RestRequest put(String... segments) {
    return of("PUT", segments);
  }

  /**
   * A change.
   *
   * @param segments as for {@link #get}
   * @return the request
   */
  public static RestRequest patch(String... segments) {
    return of("PATCH", segments);
  }

  /**
   * A deletion.
   *
   * @param segments as for {@link #get}
   * @return the request
   */
  public static RestRequest delete(String... segments) {
    return of("DELETE", segments);
  }

  /**
   * A request of another method.
   *
   * @param method the method, in capitals
   * @param segments as for {@link #get}
   * @return the request
   */
  public static RestRequest of(String method, String... segments) {
    StringBuilder path = new StringBuilder();
    for (String segment : segments) {
      if (segment.isEmpty()) {
        throw new IllegalArgumentException("no segment of a path may be empty");
      }
      String text = encode(segment);
      // One or two dots alone would be taken for a way up.
      path.append('/').append(text.matches("\\.{1,2}") ? text.replace(".", "%2E") : text);
    }
    return new RestRequest(method, path.toString(), List.of(), List.of(), null);
  }

  /**
   * The same, with one parameter more.
   *
   * @param name its name
   * @param value its value
   * @return the request
   */
  public RestRequest query(String name, String value) {
    List<String> more = new ArrayList<>(query);
    more.add(encode(name) + "=" + encode(value));
    return new RestRequest(method, path, more, headers, body);
  }

  /**
   * The same, with one header more.
   *
   * @param name its name
   * @param value its value
   * @return the request
   */
  public RestRequest header(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new RestRequest(method, path, query, more, body);
  }

  /**
   * The same, with a bearer token.
   *
   * @param token the token
   * @return the request
   */
  public RestRequest bearer(Secret token) {
    return header("Authorization", "Bearer " + token.reveal());
  }

  /**
   * The same, with a JSON body.
   *
   * @param json the body
   * @return the request
   */
  public RestRequest json(JsonNode json) {
    return header("Content-Type", "application/json").with(json.toString());
  }

  /**
   * The same, with a form as its body.
   *
   * @param fields the fields, in their order
   * @return the request
   */
  public RestRequest form(Map<String, String> fields) {
    return header("Content-Type", "application/x-www-form-urlencoded")
        .with(
            fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&")));
  }

  private RestRequest with(String text) {
    return new RestRequest(method, path, query, headers, text);
  }

  String method() {
    return method;
  }

  String pathAndQuery() {
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }

  List<Header> headers() {
    return headers;
  }

  @Nullable String body() {
    return body;
  }

  private static String encode(String text) {
    Objects.requireNonNull(text, "text");
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  /** Without path, headers and body: they name people, and hold secrets. */
  @Override
  public String toString() {
    return "RestRequest[" + method + "]";
  }
}
