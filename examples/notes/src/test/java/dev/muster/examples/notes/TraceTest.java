package dev.muster.examples.notes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code GET /trace} of the running service. */
@Tag("ANS-7")
class TraceTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private FakeProvider provider;
  private NotesService service;
  private String ann;
  private String bob;
  private String acme;

  @BeforeEach
  void start() throws Exception {
    provider = Patient.provider();
    service =
        NotesService.start(
            Patient.settings("trace-test-" + System.nanoTime()),
            provider.notes(),
            event -> {},
            InstantSource.system());
    OrganizationId founded = provider.people().dashboard().createOrganization("Acme").id();
    UserId annsId = provider.people().dashboard().createUser("ann@example.com").id();
    UserId bobsId = provider.people().dashboard().createUser("bob@example.com").id();
    var unused = provider.people().dashboard().join(founded, annsId, new RoleSlug("admin"));
    acme = founded.value();
    ann = signIn(annsId);
    bob = signIn(bobsId);
  }

  @AfterEach
  void stop() {
    service.close();
    provider.close();
  }

  @Test
  void each_person_sees_what_was_decided_about_them_and_nobody_else_does() throws Exception {
    get("/orgs/no-such-place/notes?secret=marker-in-a-query", ann);
    get("/notes", bob);
    List<JsonNode> anns = trace(ann);
    assertThat(anns)
        .extracting(row -> row.path("path").asText())
        .containsExactly("/orgs/no-such-place/notes");
    assertThat(anns.get(0).path("outcome").asText()).isEqualTo("denied");
    assertThat(anns.get(0).path("reason").asText()).isEqualTo("not_a_member");
    assertThat(anns.get(0).path("method").asText()).isEqualTo("GET");
    assertThat(trace(bob)).extracting(row -> row.path("path").asText()).containsExactly("/notes");
    assertThat(get("/trace", ann).body()).doesNotContain("marker-in-a-query").doesNotContain(ann);
  }

  @Test
  @Tag("ORG-4")
  void the_trace_tells_an_unknown_organization_from_a_foreign_one_no_better_than_the_answer_does()
      throws Exception {
    HttpRequest creation =
        HttpRequest.newBuilder(service.address().resolve("/account/organizations"))
            .header("Cookie", bob)
            .header("Sec-Fetch-Site", "same-origin")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"slug\":\"globex\",\"name\":\"Globex\"}"))
            .build();
    assertThat(http.send(creation, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
    get("/orgs/globex/notes", ann);
    get("/orgs/no-such-place/notes", ann);
    List<Map<?, ?>> told = new ArrayList<>();
    for (JsonNode row : trace(ann)) {
      Map<?, ?> one = new ObjectMapper().convertValue(row, Map.class);
      List.of("path", "at", "ageMillis").forEach(one::remove);
      told.add(one);
    }
    assertThat(told).hasSize(2);
    assertThat(told.get(0)).isEqualTo(told.get(1));
  }

  @Test
  void the_trace_is_bounded_and_does_not_tell_of_looks_at_itself() throws Exception {
    for (int i = 0; i < TraceListener.EACH + 5; i++) {
      get("/notes", ann);
      get("/trace", ann);
    }
    assertThat(trace(ann))
        .hasSize(TraceListener.EACH)
        .extracting(row -> row.path("path").asText())
        .containsOnly("/notes");
  }

  @Test
  void an_outage_is_told_as_undecided_once_the_provider_is_back() throws Exception {
    provider.people().faults().down();
    get("/orgs/acme/notes", ann);
    provider.people().faults().up();
    assertThat(trace(ann).get(0).path("outcome").asText()).isEqualTo("undecided");
    assertThat(trace(ann).get(0).path("reason").asText()).isEqualTo("provider_unavailable");
  }

  @Test
  void nobody_sees_any_who_is_not_signed_in() throws Exception {
    assertThat(get("/trace", "").statusCode()).isEqualTo(401);
    assertThat(get("/trace?user=somebody", ann).statusCode()).isEqualTo(200);
    assertThat(get("/trace/", ann).statusCode()).isEqualTo(404);
  }

  @Test
  @Tag("TOK-7")
  void a_token_of_one_organization_does_not_see_what_was_decided_in_others() throws Exception {
    HttpResponse<String> issued =
        http.send(
            HttpRequest.newBuilder(
                    service.address().resolve("/account/organizations/" + acme + "/tokens"))
                .header("Cookie", ann)
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(issued.statusCode()).isEqualTo(201);
    String token = new ObjectMapper().readTree(issued.body()).path("token").asText();
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(service.address().resolve("/trace"))
                .header("Authorization", "Bearer " + token)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("wrong_credential").doesNotContain("decisions");
  }

  private List<JsonNode> trace(String cookie) throws Exception {
    HttpResponse<String> answer = get("/trace", cookie);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    List<JsonNode> rows = new ArrayList<>();
    new ObjectMapper().readTree(answer.body()).path("decisions").forEach(rows::add);
    return rows;
  }

  /** Signs somebody in; what the browser keeps. */
  private String signIn(UserId user) throws Exception {
    HttpResponse<String> login = get("/account/login", "");
    URI page = location(login);
    HttpResponse<String> back =
        http.send(
            HttpRequest.newBuilder(page.resolve("/authorize"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        page.getRawQuery() + "&user=" + user.value()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    URI callback = location(back);
    return cookie(
        get(callback.getRawPath() + "?" + callback.getRawQuery(), cookie(login)), "__Host-muster=");
  }

  private HttpResponse<String> get(String path, String cookie) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(service.address().resolve(path));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return http.send(request.GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  private static URI location(HttpResponse<String> answer) {
    return URI.create(answer.headers().firstValue("Location").orElseThrow());
  }

  private static String cookie(HttpResponse<String> answer) {
    return cookie(answer, "");
  }

  private static String cookie(HttpResponse<String> answer, String prefix) {
    return answer.headers().allValues("Set-Cookie").stream()
        .map(header -> header.split(";", 2)[0])
        .filter(pair -> pair.startsWith(prefix))
        .findFirst()
        .orElseThrow();
  }
}
