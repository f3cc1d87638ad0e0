package dev.muster.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.provider.ProviderException;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.rest.Deadline;
import dev.muster.rest.Fields;
import dev.muster.rest.Reply;
import dev.muster.rest.RestClient;
import dev.muster.rest.RestRequest;
import dev.muster.rest.SettingsCheck;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/* Who finds no token that still holds fetches one, or waits for whoever fetches it; no lock is held
 * meanwhile. A fetch that failed may have been cut short by its own caller's deadline, so
 * those who waited try once more. */
/** The client's own token, kept until shortly before it ends. Safe for many threads. */
final class ServiceAccount {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MOST_MARGIN_SECONDS = 10;
  private static final long LONGEST_SECONDS = 86_400;

  private final RestClient client;
  private final KeycloakSettings settings;
  private final AtomicReference<@Nullable CompletableFuture<Token>> flight =
      new AtomicReference<>();
  private volatile @Nullable Token held;

  ServiceAccount(RestClient client, KeycloakSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  /**
   * A token.
   *
   * @param value for the header
   * @param roles those of the client {@code realm-management} that it tells of; none where it tells
   *     nothing
   * @param end when a new one is fetched
   */
  record Token(Secret value, Set<String> roles, Instant end) {
    Token {
      roles = Set.copyOf(roles);
    }
  }

  Token token(Deadline deadline) {
    return newerThan(null, deadline);
  }

  /** Another token than one that was refused. */
  Token anew(Token refused, Deadline deadline) {
    return newerThan(refused, deadline);
  }

  private Token newerThan(@Nullable Token refused, Deadline deadline) {
    for (boolean again = false; ; again = true) {
      Token now = held;
      if (now != null && !now.equals(refused) && settings.clock().instant().isBefore(now.end())) {
        return now;
      }
      CompletableFuture<Token> mine = new CompletableFuture<>();
      CompletableFuture<Token> running = flight.compareAndExchange(null, mine);
      if (running == null) {
        return fetched(mine, deadline);
      }
      try {
        return running.get(Math.max(0, deadline.leftNanos()), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Unavailable("no token of Keycloak: interrupted", null);
      } catch (TimeoutException e) {
        throw new Unavailable("no token of Keycloak: time-out", null);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Misconfigured refusal) {
          throw refusal;
        }
        if (again) {
          throw new Unavailable("no token of Keycloak", null);
        }
      }
    }
  }

  private Token fetched(CompletableFuture<Token> mine, Deadline deadline) {
    try {
      Token token = ask(deadline);
      held = token;
      mine.complete(token);
      return token;
    } catch (ProviderException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      flight.set(null);
      mine.completeExceptionally(new Unavailable("no token of Keycloak", null));
    }
  }

  private Token ask(Deadline deadline) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", settings.clientId());
    form.put("client_secret", settings.clientSecret().reveal());
    Instant asked = settings.clock().instant();
    Reply reply =
        client.send(
            RestRequest.post("realms", settings.realm(), "protocol", "openid-connect", "token")
                .form(form),
            deadline);
    if (!reply.isGood()) {
      throw new Misconfigured(
          "Keycloak gives the client no token: its address, realm, id or secret is wrong, or it has"
              + " no service account");
    }
    Fields answer = reply.document();
    String value = answer.filled("access_token");
    long seconds = answer.number("expires_in");
    if (!SettingsCheck.isPrintable(value) || seconds < 1) {
      throw answer.malformed("access_token");
    }
    long kept = Math.min(seconds, LONGEST_SECONDS);
    Instant end = asked.plusSeconds(kept - Math.min(MOST_MARGIN_SECONDS, (kept + 3) / 4));
    return new Token(Secret.of(value), roles(value), end);
  }

  /** What the token says of itself; it comes from Keycloak, so nothing is verified. */
  private static Set<String> roles(String token) {
    String[] parts = token.split("\\.", -1);
    Set<String> roles = new HashSet<>();
    if (parts.length == 3) {
      try {
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        claims
            .path("resource_access")
            .path("realm-management")
            .path("roles")
            .forEach(role -> roles.add(role.asText()));
      } catch (IOException | IllegalArgumentException e) {
        return Set.of();
      }
    }
    return roles;
  }
}
