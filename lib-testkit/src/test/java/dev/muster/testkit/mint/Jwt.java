package dev.muster.testkit.mint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.provider.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;

/** The three parts of a JWT, unchecked. */
record Jwt(JsonNode header, JsonNode claims, String signature) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Jwt of(Secret token) {
    String[] parts = token.reveal().split("\\.", -1);
    return new Jwt(json(parts[0]), json(parts[1]), parts[2]);
  }

  private static JsonNode json(String part) {
    try {
      return JSON.readTree(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The names of what two tokens say differently, headers first, but for the token's own id. */
  Set<String> differences(Jwt other) {
    Set<String> names = new TreeSet<>();
    names.addAll(differences(header, other.header));
    names.addAll(differences(claims, other.claims));
    names.remove("jti");
    return names;
  }

  private static Set<String> differences(JsonNode one, JsonNode other) {
    Set<String> names = new TreeSet<>();
    one.fieldNames().forEachRemaining(names::add);
    other.fieldNames().forEachRemaining(names::add);
    names.removeIf(name -> one.path(name).equals(other.path(name)));
    return names;
  }
}
