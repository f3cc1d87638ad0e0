package dev.muster.testkit.http;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * To which public client each code and each refresh token was given. What was given to none, as to
 * a host that brings the API key, is no public client's.
 */
final class ClientGrants {
  private static final Pattern CLIENT = Pattern.compile("[A-Za-z0-9._~-]{1,100}");

  private final Map<String, String> clientOfCode = new ConcurrentHashMap<>();
  private final Map<String, Given> givenTokens = new ConcurrentHashMap<>();

  /** A refresh token's client and session. */
  record Given(String client, String sessionId) {}

  /** A client's name as it may be; the fake knows no list of clients. */
  static @Nullable String client(Map<String, String> form) {
    String client = form.get("client_id");
    if (client != null && !CLIENT.matcher(client).matches()) {
      throw new IllegalArgumentException("client_id");
    }
    return client;
  }

  void code(String code, String client) {
    clientOfCode.put(code, client);
  }

  boolean isCodeOf(String client, String code) {
    return client.equals(clientOfCode.get(code));
  }

  void token(String refreshToken, Given given) {
    givenTokens.put(refreshToken, given);
  }

  Optional<Given> token(String refreshToken) {
    return Optional.ofNullable(givenTokens.get(refreshToken));
  }
}
