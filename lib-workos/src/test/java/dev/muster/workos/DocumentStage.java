package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.EventSource;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.testkit.FakeDashboard;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.contract.EventsUnderTest;
import dev.muster.testkit.contract.Outage;
import dev.muster.testkit.contract.WalkUnderTest;
import dev.muster.testkit.gateway.Gateway;
import dev.muster.testkit.gateway.Patience;
import dev.muster.testkit.gateway.StubServer;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Asked;
import dev.muster.workos.emulator.WorkOsDocument;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The adapter on a stub that answers as WorkOS's document says, from the state of a fake. The shape
 * of each thing it sends is held against the document, one of each sort.
 */
final class DocumentStage implements EventsUnderTest, WalkUnderTest {
  private static final String EVENTS = "/events";
  private static final String ORGANIZATIONS = "/organizations";
  private static final String REFUSAL =
      "{\"code\":\"invalid_cursor\",\"message\":\"Validation failed.\",\"errors\":"
          + "[{\"code\":\"invalid\",\"field\":\"after\"}]}";
  private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

  private final WorkOsDocument document;
  private final FakeIdentityProvider fake =
      FakeIdentityProvider.builder(new ProviderInstance("workos")).build();
  private final FakeDashboard dashboard = fake.dashboard();
  private final StubServer server = StubServer.start(0, this::answer);
  private final Gateway gateway = Gateway.before(server.url());
  private final Map<String, Sent> held = new ConcurrentHashMap<>();
  private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
  private final Patience<WorkOsProvider> providers =
      Patience.of(
          deadline ->
              WorkOsProvider.of(Stubbed.settings(gateway.url()).callDeadline(deadline).build()),
          provider -> provider.listMembers(Stubbed.ACME),
          WorkOsProvider::close);

  DocumentStage(WorkOsDocument document) {
    this.document = document;
  }

  private Answer answer(Asked asked) {
    Map<String, String> query = query(asked.uri());
    String path = asked.uri().getPath();
    query
        .keySet()
        .forEach(
            name -> {
              if (!document.hasQueryParameter("GET", path, name)) {
                faults.add("no parameter " + name);
              }
            });
    List<ObjectNode> rows = new ArrayList<>();
    switch (path) {
      case EVENTS -> rows.addAll(events(query));
      case ORGANIZATIONS ->
          dashboard.organizations().forEach(o -> rows.add(DocumentedEvents.organization(o)));
      default -> rows.addAll(memberships(query));
    }
    Answer answer = page(rows, query);
    hold(path, rows, answer);
    return answer;
  }

  private List<ObjectNode> events(Map<String, String> query) {
    if (query.containsKey("range_start") && query.containsKey("after")) {
      faults.add("range_start with after");
    }
    Set<String> types = Set.of(query.getOrDefault("events", "").split(",", -1));
    Instant start = Instant.parse(query.getOrDefault("range_start", Instant.MIN.toString()));
    return dashboard.events().stream()
        .filter(event -> types.contains(DocumentedEvents.type(event)))
        .filter(event -> event.happenedAt().isAfter(start))
        .map(DocumentedEvents::event)
        .toList();
  }

  private List<ObjectNode> memberships(Map<String, String> query) {
    OrganizationId organization = new OrganizationId(query.getOrDefault("organization_id", "none"));
    Set<String> statuses = Set.of(query.getOrDefault("statuses", "active").split(",", -1));
    String user = query.get("user_id");
    List<ObjectNode> rows = new ArrayList<>();
    fake.listMembers(organization).stream()
        .filter(row -> user == null || row.user().value().equals(user))
        .filter(row -> statuses.contains(row.status().name().toLowerCase(Locale.ROOT)))
        .map(
            row -> {
              ObjectNode node = DocumentedEvents.membership(row);
              node.set("user", DocumentedEvents.user(fake.findUser(row.user()).orElseThrow()));
              return node;
            })
        .forEach(node -> rows.add(0, node));
    return rows;
  }

  /* Rows come oldest first. */
  private static Answer page(List<ObjectNode> rows, Map<String, String> query) {
    List<ObjectNode> ordered = new ArrayList<>(rows);
    if (query.getOrDefault("order", "desc").equals("desc")) {
      Collections.reverse(ordered);
    }
    String after = query.get("after");
    int from = 0;
    if (after != null) {
      from = ordered.stream().map(row -> row.path("id").asText()).toList().indexOf(after) + 1;
      if (from == 0) {
        return Answer.of(422, REFUSAL);
      }
    }
    int to = Math.min(ordered.size(), from + Integer.parseInt(query.getOrDefault("limit", "10")));
    ObjectNode page = DocumentedEvents.object("list");
    ArrayNode data = page.putArray("data");
    ordered.subList(from, to).forEach(data::add);
    page.putObject("list_metadata")
        .putNull("before")
        .put("after", to < ordered.size() ? ordered.get(to - 1).path("id").asText() : null);
    return Answer.of(200, page.toString());
  }

  /** One row and one refusal of each sort are held against the document; that takes a while. */
  private void hold(String path, List<ObjectNode> rows, Answer answer) {
    if (answer.status() >= 300) {
      held.putIfAbsent(path + answer.status(), new Sent(path, answer));
      return;
    }
    for (ObjectNode row : rows) {
      ObjectNode page = DocumentedEvents.object("list");
      page.putArray("data").add(row);
      page.putObject("list_metadata").putNull("before").putNull("after");
      String sort = path + row.path("event").asText("");
      held.putIfAbsent(sort, new Sent(path, Answer.of(200, page.toString())));
    }
  }

  private record Sent(String path, Answer answer) {}

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new HashMap<>();
    for (String pair : uri.getRawQuery().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  @Override
  public IdentityProvider provider() {
    return providers.as(IdentityProvider.class, provider -> provider);
  }

  @Override
  public EventSource events() {
    return providers.as(EventSource.class, WorkOsProvider::eventSource);
  }

  @Override
  public DirectoryWalk walk() {
    return providers.as(DirectoryWalk.class, WorkOsProvider::directoryWalk);
  }

  @Override
  public UserId createUser(String email) {
    return dashboard.createUser(email).id();
  }

  @Override
  public OrganizationId createOrganization(String name) {
    return dashboard.createOrganization(name).id();
  }

  @Override
  public void enrol(
      OrganizationId organization, UserId user, MembershipStatus status, RoleSlug role) {
    if (status == MembershipStatus.PENDING) {
      dashboard.invite(organization, fake.findUser(user).orElseThrow().email(), role);
      return;
    }
    dashboard.join(organization, user, role);
    if (status == MembershipStatus.INACTIVE) {
      dashboard.deactivate(organization, user);
    }
  }

  @Override
  public void changeRole(OrganizationId organization, UserId user, RoleSlug role) {
    dashboard.setRoles(organization, user, role);
  }

  @Override
  public void remove(OrganizationId organization, UserId user) {
    dashboard.remove(organization, user);
  }

  @Override
  public void renameOrganization(OrganizationId organization, String name) {
    dashboard.rename(organization, name);
  }

  @Override
  public void endOrganization(OrganizationId organization) {
    dashboard.deleteOrganization(organization);
  }

  @Override
  public void endUser(UserId user) {
    dashboard.deleteUser(user);
  }

  @Override
  public String endSessionOf(UserId user) {
    URI back = URI.create("https://app.example/back");
    String code =
        fake.authorize(new AuthorizationRequest(back, "state", Pkce.CHALLENGE), user)
            .getRawQuery()
            .replaceAll("(^|.*&)code=([^&]*).*", "$2");
    String session = fake.exchangeCode(Secret.of(code), Pkce.VERIFIER, back).sessionId();
    dashboard.endSessions(user);
    return session;
  }

  @Override
  public void changePermissions(RoleSlug role) {
    dashboard.changePermissions(role);
  }

  @Override
  public void loseCursors() {
    dashboard.forgetEvents();
  }

  @Override
  public void fail(int goodRequests, Outage outage) {
    providers.expect(outage);
    gateway.fail(goodRequests, outage);
  }

  @Override
  public void rejectOurKey() {
    gateway.instead(asked -> Answer.of(401, "{\"message\":\"Unauthorized\"}"));
  }

  @Override
  public void heal() {
    gateway.heal();
    providers.heal();
  }

  @Override
  public void close() {
    providers.close();
    gateway.close();
    server.close();
    held.forEach(
        (sort, sent) -> {
          if (HELD.add(sort)) {
            Answer answer = sent.answer();
            faults.addAll(
                document.faultsOfAnswer("GET", sent.path(), answer.status(), answer.body()));
          }
        });
    assertThat(faults).isEmpty();
  }
}
