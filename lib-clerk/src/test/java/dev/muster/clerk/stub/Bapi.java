package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A plain client of the stub's Backend API, which shows each answer as it is. */
final class Bapi {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ClerkStub stub;
  private String version = Backend.VERSION;
  private String key;

  Bapi(ClerkStub stub) {
    this.stub = stub;
    key = stub.key().reveal();
  }

  /** An answer. */
  record Got(int status, JsonNode body, HttpResponse<String> raw) {
    String code() {
      return body.path("errors").path(0).path("code").asText();
    }

    String text(String pointer) {
      return body.at(pointer).asText();
    }
  }

  Bapi key(String another) {
    key = another;
    return this;
  }

  Bapi version(String another) {
    version = another;
    return this;
  }

  Got get(String path) {
    return send("GET", path, null);
  }

  Got post(String path, String body) {
    return send("POST", path, body);
  }

  Got patch(String path, String body) {
    return send("PATCH", path, body);
  }

  Got delete(String path) {
    return send("DELETE", path, null);
  }

  private Got send(String method, String path, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(stub.url() + path))
            .header("Authorization", "Bearer " + key)
            .header("Clerk-API-Version", version);
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    try {
      HttpResponse<String> answer =
          HTTP.send(
              request
                  .method(
                      method,
                      body == null
                          ? HttpRequest.BodyPublishers.noBody()
                          : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return new Got(
          answer.statusCode(), Objects.requireNonNull(JSON.readTree(answer.body())), answer);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
