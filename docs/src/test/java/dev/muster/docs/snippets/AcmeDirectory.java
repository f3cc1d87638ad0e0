package dev.muster.docs.snippets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.provider.User;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** The adapter that docs/writing-an-adapter.md writes; its provider speaks the fake's protocol. */
final class AcmeDirectory implements IdentityProvider {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private final Secret key;
  private final Duration callDeadline;

  AcmeDirectory(URI base, Secret key, Duration callDeadline) {
    this.base = base;
    this.key = key;
    this.callDeadline = callDeadline;
  }

  @Override
  public ProviderInstance instance() {
    return new ProviderInstance("acme");
  }

  @Override
  public Duration callDeadline() {
    return callDeadline;
  }

  // @start region=find
  @Override
  public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(user, "user");
    String path = path("organizations", organization.value(), "memberships", user.value());
    return call(path, deadline())
        .map(AcmeDirectory::membership)
        .map(m -> asked(m, m.organization().equals(organization) && m.user().equals(user)));
  }

  // @end

  @Override
  public Optional<Organization> findOrganization(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    return call(path("organizations", organization.value()), deadline())
        .map(o -> new Organization(name(o, "id", OrganizationId::new), text(o, "name")))
        .map(o -> asked(o, o.id().equals(organization)));
  }

  @Override
  public Optional<User> findUser(UserId user) {
    Objects.requireNonNull(user, "user");
    return call(path("users", user.value()), deadline())
        .map(
            u ->
                new User(
                    name(u, "id", UserId::new),
                    u.hasNonNull("email") ? text(u, "email") : null,
                    u.hasNonNull("email") && u.path("emailVerified").asBoolean(false)))
        .map(u -> asked(u, u.id().equals(user)));
  }

  @Override
  public List<Membership> listMemberships(UserId user) {
    Objects.requireNonNull(user, "user");
    return list(path("users", user.value(), "memberships"), m -> m.user().equals(user));
  }

  @Override
  public List<Membership> listMembers(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    return list(
        path("organizations", organization.value(), "memberships"),
        m -> m.organization().equals(organization));
  }

  // @start region=list
  private List<Membership> list(String path, Function<Membership, Boolean> isAsked) {
    long deadline = deadline();
    List<Membership> all = new ArrayList<>();
    Set<String> cursors = new HashSet<>();
    Optional<JsonNode> page = call(path, deadline);
    if (page.isEmpty()) {
      return List.of();
    }
    while (true) {
      JsonNode answer = page.orElseThrow(() -> malformed("page"));
      array(answer, "data").forEach(row -> all.add(asked(membership(row), isAsked)));
      if (answer.path("after").isNull()) {
        return all;
      }
      String after = text(answer, "after");
      if (!cursors.add(after)) {
        throw malformed("after");
      }
      page = call(path + "?after=" + encoded(after), deadline);
    }
  }

  // @end

  // @start region=call
  /** The body of a full answer, or empty for the provider's own "not found". */
  private Optional<JsonNode> call(String path, long deadline) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method("QUERY", HttpRequest.BodyPublishers.noBody())
            .header("Authorization", "Bearer " + key.reveal())
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      return read(answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted", e);
    } catch (TimeoutException | ExecutionException e) {
      throw new Unavailable("no answer of the directory", e);
    } finally {
      answer.cancel(true);
    }
  }

  // @end

  // @start region=read
  private static Optional<JsonNode> read(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == 429) {
      throw new Unavailable("the directory limits our rate", null, retryAfter(response));
    }
    if (status == 401) {
      throw new Misconfigured("the directory does not accept our key");
    }
    if (status >= 500) {
      throw new Unavailable("the directory answered " + status, null);
    }
    JsonNode body = json(response.body());
    if (status == 200) {
      return Optional.of(body);
    }
    if (status == 404 && text(body, "code").equals("not_found")) {
      return Optional.empty();
    }
    if (status == 404) {
      throw malformed("404 of something else");
    }
    throw new Rejected("refused");
  }

  // @end

  // @start region=membership
  private static Membership membership(JsonNode m) {
    List<RoleSlug> roles = new ArrayList<>();
    array(m, "roles").forEach(role -> roles.add(made(role, "roles", RoleSlug::new)));
    return new Membership(
        name(m, "id", MembershipId::new),
        name(m, "organization", OrganizationId::new),
        name(m, "user", UserId::new),
        switch (text(m, "status")) {
          case "active" -> MembershipStatus.ACTIVE;
          case "pending" -> MembershipStatus.PENDING;
          case "inactive" -> MembershipStatus.INACTIVE;
          default -> MembershipStatus.UNKNOWN;
        },
        roles,
        m.path("updatedAt").isNull() ? null : name(m, "updatedAt", Instant::parse));
  }

  // @end

  private static <T> T name(JsonNode node, String field, Function<String, T> type) {
    return made(node.path(field), field, type);
  }

  private static <T> T made(JsonNode value, String field, Function<String, T> type) {
    if (!value.isTextual()) {
      throw malformed(field);
    }
    try {
      return type.apply(value.textValue());
    } catch (RuntimeException notOfThatForm) {
      throw malformed(field);
    }
  }

  private static String text(JsonNode node, String field) {
    return name(node, field, text -> text);
  }

  private static JsonNode array(JsonNode node, String field) {
    if (!node.path(field).isArray()) {
      throw malformed(field);
    }
    return node.path(field);
  }

  private static JsonNode json(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException notJson) {
      throw malformed("body");
    }
  }

  private static Duration retryAfter(HttpResponse<?> response) {
    return Duration.ofSeconds(response.headers().firstValueAsLong("Retry-After").orElse(5));
  }

  private static <T> T asked(T answer, Function<T, Boolean> isAsked) {
    return asked(answer, isAsked.apply(answer));
  }

  private static <T> T asked(T answer, boolean isAsked) {
    if (!isAsked) {
      throw malformed("answer about something else");
    }
    return answer;
  }

  private static Unavailable malformed(String what) {
    return new Unavailable("malformed answer of the directory: " + what, null);
  }

  private long deadline() {
    return System.nanoTime() + callDeadline.toNanos();
  }

  private static String path(String... segments) {
    StringBuilder path = new StringBuilder();
    for (String segment : segments) {
      path.append('/').append(encoded(segment));
    }
    return path.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace(".", "%2E");
  }
}
