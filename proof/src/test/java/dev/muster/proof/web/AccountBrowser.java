package dev.muster.proof.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A client with a jar for cookies, or with a bearer token. */
final class AccountBrowser {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  final Map<String, String> cookies = new LinkedHashMap<>();
  private final AccountHost host;
  private final int port;

  AccountBrowser(AccountHost host, int port) {
    this.host = host;
    this.port = port;
  }

  Reply get(String path, String... headers) throws IOException, InterruptedException {
    return send("GET", path, null, headers);
  }

  Reply post(String path, @Nullable String json, String... headers)
      throws IOException, InterruptedException {
    return send("POST", path, json, headers);
  }

  Reply patch(String path, @Nullable String json, String... headers)
      throws IOException, InterruptedException {
    return send("PATCH", path, json, headers);
  }

  Reply delete(String path, String... headers) throws IOException, InterruptedException {
    return send("DELETE", path, null, headers);
  }

  /** With a JSON body, or with none. */
  Reply send(String method, String path, @Nullable String json, String... headers)
      throws IOException, InterruptedException {
    if (json == null) {
      return raw(method, path, BodyPublishers.noBody(), headers);
    }
    String[] typed = new String[headers.length + 2];
    System.arraycopy(headers, 0, typed, 2, headers.length);
    typed[0] = "Content-Type";
    typed[1] = "application/json";
    return raw(method, path, BodyPublishers.ofString(json), typed);
  }

  /** As it is; keeps what the answer says of cookies. */
  Reply raw(String method, String path, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(each -> each.getKey() + "=" + each.getValue())
              .collect(Collectors.joining("; ")));
    }
    HttpResponse<String> answer = answer(request.build());
    Reply reply = new Reply(answer.statusCode(), answer.headers().map(), answer.body());
    reply.values("set-cookie").forEach(this::keep);
    return reply;
  }

  /* A server that refuses before it has read the body closes the connection, and the client may
   * choose just that one for the next request: nobody has read it then. */
  private static HttpResponse<String> answer(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (IOException closed) {
      if (!String.valueOf(closed.getMessage()).contains("header parser received no bytes")) {
        throw closed;
      }
      return CLIENT.send(request, BodyHandlers.ofString());
    }
  }

  private void keep(String header) {
    String pair = header.substring(0, header.indexOf(';'));
    String name = pair.substring(0, pair.indexOf('='));
    if (header.contains("; Max-Age=0;")) {
      cookies.remove(name);
    } else {
      cookies.put(name, pair.substring(pair.indexOf('=') + 1));
    }
  }

  /** Begins a sign-in, goes through the provider as a user, and says where to come back to. */
  String begun(UserId user, String returnTo) throws IOException, InterruptedException {
    Reply start =
        get("/account/login?returnTo=" + URLEncoder.encode(returnTo, StandardCharsets.UTF_8));
    Map<String, String> query = SignIn.query(URI.create(start.values("location").get(0)));
    URI back =
        host.provider.authorize(
            new AuthorizationRequest(
                AccountHost.CALLBACK, query.get("state"), query.get("code_challenge")),
            user);
    return "/account/callback?" + back.getRawQuery();
  }

  Reply signIn(UserId user, String returnTo) throws IOException, InterruptedException {
    return get(begun(user, returnTo));
  }

  boolean isSignedIn() {
    return cookies.containsKey(host.muster.sessions().orElseThrow().settings().cookieName());
  }

  /**
   * What came back.
   *
   * @param status the status
   * @param headers the headers, by their names in lower case
   * @param body the body
   */
  record Reply(int status, Map<String, List<String>> headers, String body) {
    List<String> values(String name) {
      return headers.getOrDefault(name, List.of());
    }

    JsonNode json() throws IOException {
      return JSON.readTree(body);
    }

    /** The code of a problem document, or what came instead. */
    String problem() throws IOException {
      return values("content-type").contains("application/problem+json")
          ? status + " " + json().get("code").textValue()
          : status + " " + body;
    }
  }
}
