package dev.muster.keycloak;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.EventSource;
import dev.muster.provider.Secret;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.gateway.StubServer;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Asked;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What Keycloak answers about its two logs and about members, written by hand. */
final class LogStub implements AutoCloseable {
  static final String LOCKED = "USER_DISABLED_BY_PERMANENT_LOCKOUT";

  /** The body of a no, as Keycloak says it. */
  static final String NOT_FOUND = "{\"error\":\"HTTP 404 Not Found\"}";

  private static final Set<String> OF_USERS = Set.of("LOGOUT", "DELETE_ACCOUNT", LOCKED);

  /** An event; `type` is that of a user's event or of what an administrator acted on. */
  record Saved(long time, String id, String type, String fields) {
    String json() {
      String kind = OF_USERS.contains(type) ? "type" : "resourceType";
      return "{\"time\":%d,\"id\":\"%s\",\"%s\":\"%s\"%s}".formatted(time, id, kind, type, fields);
    }
  }

  final HandClock clock = new HandClock(Instant.ofEpochMilli(1_000_000));
  final List<Saved> log = new CopyOnWriteArrayList<>();

  /** Who is a member of the one organization, `acme`. */
  final Set<String> members = ConcurrentHashMap.newKeySet();

  String config = config(true, true, true, "LOGOUT", "DELETE_ACCOUNT", LOCKED, "LOGIN");

  /** What it answers otherwise, to some. */
  Function<Asked, @Nullable Answer> instead = asked -> null;

  final StubServer server = StubServer.start(0, this::answer);
  final KeycloakProvider provider =
      KeycloakProvider.of(
          KeycloakSettings.builder(new ProviderInstance("keycloak"))
              .baseUrl(server.url())
              .realm("r")
              .clientId("c")
              .clientSecret(Secret.of("marker-secret"))
              .callDeadline(Duration.ofSeconds(20))
              .clock(clock)
              .build());
  final EventSource events = provider.events(Duration.ofDays(1));

  /** Roles that are made. */
  void save(long time, String... roles) {
    for (String role : roles) {
      act(
          time,
          role,
          "REALM_ROLE",
          "CREATE",
          "roles/" + role,
          ",\"representation\":\"{\\\"name\\\":\\\"" + role + "\\\"}\"");
    }
  }

  void act(long time, String id, String type, String operation, String path, String more) {
    String at = ",\"operationType\":\"" + operation + "\",\"resourcePath\":\"" + path + "\"";
    log.add(new Saved(time, id, type, at + more));
  }

  void logout(long time, String id) {
    log.add(new Saved(time, id, "LOGOUT", ",\"userId\":\"ann\",\"sessionId\":\"s-" + id + "\""));
  }

  static String config(boolean admins, boolean details, boolean users, String... types) {
    return "{\"adminEventsEnabled\":%s,\"adminEventsDetailsEnabled\":%s,\"eventsEnabled\":%s,"
            .formatted(admins, details, users)
        + "\"enabledEventTypes\":[\""
        + String.join("\",\"", types)
        + "\"]}";
  }

  private Answer answer(Asked asked) {
    Answer other = instead.apply(asked);
    if (other != null) {
      return other;
    }
    String path = asked.uri().getPath();
    if (path.endsWith("/token")) {
      return Answer.of(200, "{\"access_token\":\"" + token() + "\",\"expires_in\":300}");
    }
    if (path.endsWith("/events/config")) {
      return Answer.of(200, config);
    }
    if (path.endsWith("/admin-events") || path.endsWith("/events")) {
      return Answer.of(200, listed(asked.uri(), path.endsWith("/events")));
    }
    return about(path.replaceFirst(".*/realms/r/", "").split("/"));
  }

  private Answer about(String[] path) {
    String last = path[path.length - 1];
    if (last.equals("count")) {
      return Answer.of(200, String.valueOf(members.size()));
    }
    if (path[0].equals("users") || path.length == 2) {
      return Answer.of(200, "{\"id\":\"" + last + "\",\"name\":\"Acme\",\"enabled\":true}");
    }
    if (!members.contains(path[3])) {
      return Answer.of(404, NOT_FOUND);
    }
    return Answer.of(
        200, last.equals("groups") ? "[]" : "{\"id\":\"" + last + "\",\"enabled\":true}");
  }

  private String listed(URI uri, boolean ofUsers) {
    long from = number(uri, "dateFrom").orElse(0L);
    long to = number(uri, "dateTo").orElse(Long.MAX_VALUE);
    int direction = uri.getQuery().contains("direction=desc") ? -1 : 1;
    List<Saved> all = new ArrayList<>(log);
    all.removeIf(saved -> saved.time() < from || saved.time() > to);
    all.removeIf(saved -> OF_USERS.contains(saved.type()) != ofUsers);
    all.sort(Comparator.comparingLong(saved -> direction * saved.time()));
    long max = number(uri, "max").orElseThrow();
    return "[" + String.join(",", all.stream().limit(max).map(Saved::json).toList()) + "]";
  }

  static Optional<Long> number(URI uri, String name) {
    return Arrays.stream(uri.getQuery().split("&"))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> Long.valueOf(pair.substring(name.length() + 1)))
        .findFirst();
  }

  private static String token() {
    String claims =
        "{\"resource_access\":{\"realm-management\":{\"roles\":"
            + "[\"view-users\",\"view-organizations\",\"view-events\"]}}}";
    byte[] bytes = claims.getBytes(StandardCharsets.UTF_8);
    return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + ".s";
  }

  @Override
  public void close() {
    provider.close();
    server.close();
  }
}
