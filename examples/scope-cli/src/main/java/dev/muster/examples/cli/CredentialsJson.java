package dev.muster.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.provider.Secret;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Credentials as they lie in the file. What can't be read says no more than that. */
final class CredentialsJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CredentialsJson() {}

  static String write(Credentials credentials) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("server", credentials.server().toString())
            .put("issuer", credentials.issuer())
            .put("client", credentials.client())
            .put("user", credentials.user())
            .put("refreshToken", credentials.refresh().reveal());
    node.set("access", kept(credentials.access()));
    Place place = credentials.place();
    if (place != null) {
      ObjectNode scope = node.putObject("scope");
      scope.put("organization", place.id()).put("slug", place.slug());
      scope.put("tokenId", place.tokenId());
      scope.set("token", place.token() == null ? null : kept(place.token()));
    }
    return node.toPrettyString();
  }

  private static ObjectNode kept(Kept kept) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("token", kept.token().reveal())
        .put("since", kept.since().toString())
        .put("lifetime", kept.lifetime().toString());
  }

  static Credentials read(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      JsonNode scope = node.path("scope");
      return new Credentials(
          URI.create(text(node, "server")),
          text(node, "issuer"),
          text(node, "client"),
          text(node, "user"),
          kept(node.path("access")),
          Secret.of(text(node, "refreshToken")),
          scope.isMissingNode() ? null : place(scope));
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException broken) {
      throw Trouble.of(Exit.LOCAL, "credentials_broken", "the credentials file can't be read");
    }
  }

  private static Place place(JsonNode scope) {
    JsonNode token = scope.path("token");
    return new Place(
        text(scope, "organization"),
        textOrNull(scope, "slug"),
        textOrNull(scope, "tokenId"),
        token.isObject() ? kept(token) : null);
  }

  private static Kept kept(JsonNode node) {
    return new Kept(
        Secret.of(text(node, "token")),
        Instant.parse(text(node, "since")),
        Duration.parse(text(node, "lifetime")));
  }

  private static String text(JsonNode node, String name) {
    String text = textOrNull(node, name);
    if (text == null || text.isEmpty()) {
      throw new IllegalArgumentException(name);
    }
    return text;
  }

  private static @Nullable String textOrNull(JsonNode node, String name) {
    return node.path(name).textValue();
  }
}
