package dev.muster.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.provider.Secret;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads what the server says of a scope that was chosen. */
final class Places {
  private Places() {}

  static boolean isPersonal(JsonNode answer) {
    return "personal".equals(answer.path("scope").path("kind").textValue());
  }

  static Place read(JsonNode answer, Instant since) {
    JsonNode scope = answer.path("scope");
    if (!"organization".equals(scope.path("kind").textValue())) {
      throw Reply.unreadable();
    }
    JsonNode token = answer.path("token");
    return new Place(
        Reply.text(scope, "organization"),
        scope.path("slug").textValue(),
        token.path("id").textValue(),
        token.isObject() ? kept(token, since) : null);
  }

  private static @Nullable Kept kept(JsonNode token, Instant since) {
    long seconds = token.path("expiresIn").asLong(0);
    if (seconds <= 0) {
      throw Reply.unreadable();
    }
    return new Kept(Secret.of(Reply.text(token, "token")), since, Duration.ofSeconds(seconds));
  }
}
