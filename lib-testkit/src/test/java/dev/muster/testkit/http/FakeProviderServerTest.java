package dev.muster.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.fault.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("KIT-1")
@Timeout(120)
class FakeProviderServerTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private static final URI BACK = URI.create("http://app.example.org/cb");

  private final HttpClient http = HttpClient.newHttpClient();
  private final ServedStage stage = new ServedStage(10);

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @Tag("ANS-4")
  void another_key_or_none_is_a_401_on_calls_and_dashboard() throws Exception {
    for (String path : new String[] {"/users/user_1", "/dashboard/users", "/nowhere"}) {
      assertThat(get(stage.uri().resolve(path)).statusCode()).as(path).isEqualTo(401);
    }
    HttpResponse<String> wrong =
        http.send(
            HttpRequest.newBuilder(stage.uri().resolve("/users/user_1"))
                .header("Authorization", "Bearer " + ServedStage.KEY.reveal() + "x")
                .build(),
            BodyHandlers.ofString());
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(stage.fake().calls().total()).isZero();
  }

  @Test
  @Tag("ANS-3")
  void an_unknown_route_does_not_look_like_an_absent_thing() throws Exception {
    assertThat(call("GET", "/users/user_x", "").body()).isEqualTo("{\"code\":\"not_found\"}");
    for (String path : new String[] {"/", "/user/x", "/users", "/users/x/y", "/dashboard/x"}) {
      HttpResponse<String> answer = call("GET", path, "");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).as(path).isEqualTo("{\"code\":\"no_such_route\"}");
    }
  }

  @Test
  void roles_are_defined_and_deleted_at_the_dashboard_and_listed_in_pages() throws Exception {
    act("define-role", "{\"role\":\"admin\"}");
    act("define-role", "{\"role\":\"member\"}");
    assertThat(act("define-role", "{\"role\":\"admin\"}").statusCode()).isEqualTo(409);
    JsonNode first = json(call("GET", "/roles?limit=1", ""));
    assertThat(first.path("data")).hasToString("[{\"slug\":\"member\"}]");
    String rest = "/roles?limit=1&after=" + first.path("after").asText();
    assertThat(json(call("GET", rest, "")).path("data")).hasToString("[{\"slug\":\"admin\"}]");
    act("delete-role", "{\"role\":\"member\"}");
    assertThat(act("delete-role", "{\"role\":\"member\"}").statusCode()).isEqualTo(400);
    assertThat(json(call("GET", "/dashboard/roles", "")).path("data"))
        .hasToString("[{\"slug\":\"admin\"}]");
  }

  @Test
  void a_bad_request_is_a_400() throws Exception {
    assertThat(call("POST", "/organizations", "{").statusCode()).isEqualTo(400);
    assertThat(call("POST", "/organizations", "[]").statusCode()).isEqualTo(400);
    assertThat(call("POST", "/organizations", "{\"name\":1}").statusCode()).isEqualTo(400);
    assertThat(call("POST", "/organizations/x/profiles", "{\"users\":7}").statusCode())
        .isEqualTo(400);
    assertThat(call("POST", "/memberships/x/remove", "{}").statusCode()).isEqualTo(400);
    assertThat(
            call("POST", "/memberships/x/explode", "{\"organization\":\"o\",\"user\":\"u\"}")
                .body())
        .isEqualTo("{\"code\":\"no_such_route\"}");
    assertThat(call("GET", "/users/%0A", "").statusCode()).isEqualTo(400);
    assertThat(call("GET", "/users/x/memberships?limit=0", "").statusCode()).isEqualTo(400);
    assertThat(call("GET", "/users/x/memberships?limit=x", "").statusCode()).isEqualTo(400);
    assertThat(call("GET", "/users/x/memberships?after=x", "").body())
        .isEqualTo("{\"code\":\"invalid_cursor\"}");
  }

  @Test
  @Tag("MEM-3")
  void a_page_is_never_longer_than_asked() throws Exception {
    OrganizationId acme = stage.createOrganization("Acme");
    for (int i = 0; i < 3; i++) {
      stage.fake().dashboard().join(acme, stage.createUser(i + "@example.org"), new RoleSlug("m"));
    }
    JsonNode page = json(call("GET", "/organizations/" + acme + "/memberships?limit=2", ""));
    assertThat(page.path("data")).hasSize(2);
    assertThat(page.path("after").isTextual()).isTrue();
    JsonNode rest =
        json(
            call(
                "GET",
                "/organizations/" + acme + "/memberships?after=" + page.path("after").asText(),
                ""));
    assertThat(rest.path("data")).hasSize(1);
    assertThat(rest.path("after").isNull()).isTrue();
  }

  @Test
  void an_administrator_in_another_process_can_do_every_act() throws Exception {
    String ann = json(act("create-user", "{\"email\":\"ann@example.org\"}")).path("id").asText();
    String org = json(act("create-organization", "{\"name\":\"Acme\"}")).path("id").asText();
    String pair = "\"organization\":\"" + org + "\",\"user\":\"" + ann + "\"";
    String both = "{" + pair + "}";

    assertThat(
            json(act(
                    "invite",
                    "{\"organization\":\""
                        + org
                        + "\",\"email\":\"ann@example.org\",\"role\":\"member\"}"))
                .path("state")
                .asText())
        .isEqualTo("pending");
    assertThat(json(act("accept", both)).path("status").asText()).isEqualTo("active");
    assertThat(json(act("set-roles", "{" + pair + ",\"roles\":[\"admin\"]}")).path("roles"))
        .hasToString("[\"admin\"]");
    assertThat(json(act("deactivate", both)).path("status").asText()).isEqualTo("inactive");
    assertThat(json(act("reactivate", both)).path("status").asText()).isEqualTo("active");
    assertThat(act("reactivate", both).statusCode()).isEqualTo(409);
    assertThat(act("remove", both).statusCode()).isEqualTo(200);
    assertThat(json(act("join", "{" + pair + ",\"roles\":[]}")).path("roles")).isEmpty();
    assertThat(json(call("GET", "/dashboard/events", "")).at("/data/3/type").asText())
        .isEqualTo("membership.created");
    act("late-events", "{\"delayMillis\":60000,\"times\":100}");
    act("rename", "{\"organization\":\"" + org + "\",\"name\":\"Acme 2\"}");
    act("change-email", "{\"user\":\"" + ann + "\",\"email\":\"a@example.org\"}");
    assertThat(json(call("GET", "/dashboard/users", "")).at("/data/0/email").asText())
        .isEqualTo("a@example.org");
    assertThat(json(call("GET", "/dashboard/organizations", "")).at("/data/0/name").asText())
        .isEqualTo("Acme 2");
    assertThat(json(call("GET", "/events?limit=100", "")).path("data"))
        .hasSizeLessThan(json(call("GET", "/dashboard/events", "")).path("data").size());
    assertThat(act("end-sessions", "{\"user\":\"" + ann + "\"}").statusCode()).isEqualTo(200);
    act("delete-organization", "{\"organization\":\"" + org + "\"}");
    act("delete-user", "{\"user\":\"" + ann + "\"}");
    assertThat(stage.fake().dashboard().users()).isEmpty();
    assertThat(stage.fake().dashboard().organizations()).isEmpty();
    assertThat(act("delete-user", "{\"user\":\"" + ann + "\"}").statusCode()).isEqualTo(400);
  }

  @Test
  void faults_and_counts_can_be_reached_from_another_process() throws Exception {
    act("down", "{}");

    assertThatExceptionOfType(Unavailable.class).isThrownBy(this::find);
    act("up", "{}");
    find();
    act(
        "fault",
        "{\"operation\":\"FIND_USER\",\"kind\":\"server_error\",\"status\":502,\"times\":2}");
    assertThat(call("GET", "/users/x", "").statusCode()).isEqualTo(502);
    act("clear-faults", "{}");
    find();
    act("pass", "{\"operation\":\"FIND_USER\"}");
    act("fault", "{\"operation\":\"FIND_USER\",\"kind\":\"rate_limited\",\"retryAfterSeconds\":9}");
    assertThat(call("GET", "/users/x", "").statusCode()).isEqualTo(404);
    assertThat(call("GET", "/users/x", "").headers().firstValue("Retry-After")).contains("9");
    assertThat(act("fault", "{\"operation\":\"FIND_USER\",\"kind\":\"x\"}").statusCode())
        .isEqualTo(400);
    assertThat(act("fault", "{\"operation\":\"X\",\"kind\":\"hang\"}").statusCode()).isEqualTo(400);

    JsonNode calls = json(call("GET", "/dashboard/calls", ""));
    assertThat(calls.path("total").asInt()).isEqualTo(6);
    assertThat(calls.at("/counts/FIND_USER").asInt()).isEqualTo(6);
    assertThat(calls.path("calls")).hasSize(6);
    act("reset-calls", "{}");
    assertThat(json(call("GET", "/dashboard/calls", "")).path("total").asInt()).isZero();
  }

  @Test
  void a_hang_ordered_from_another_process_is_released_from_there() throws Exception {
    act("fault", "{\"operation\":\"FIND_USER\",\"kind\":\"hang\"}");
    var answer = http.sendAsync(request("GET", "/users/x", ""), BodyHandlers.ofString());
    while (stage.fake().calls().total() == 0) {
      Thread.onSpinWait();
    }
    assertThat(answer).isNotDone();
    act("release", "{}");
    assertThat(answer.get().statusCode()).isEqualTo(404);
  }

  @Test
  void close_ends_every_thread_also_one_that_hangs() throws Exception {
    Hold hold = new Hold();
    stage.fake().faults().next(Operation.FIND_USER, new Fault.Hang(hold));
    Future<?> unused = http.sendAsync(request("GET", "/users/x", ""), BodyHandlers.ofString());
    assertThat(hold.awaitReached(LONG)).isTrue();
    assertThat(serverThreads()).isNotEmpty();

    stage.close();

    assertThat(serverThreads()).isEmpty();
    assertThat(stage.fake().authorizationUri(new AuthorizationRequest(BACK, "s", CHALLENGE)))
        .hasHost("provider.invalid");
  }

  @Test
  @Tag("WEB-6")
  void server_and_client_do_not_start_in_production() {
    System.setProperty("muster.production", "true");
    try {
      assertThatIllegalStateException()
          .isThrownBy(() -> FakeProviderServer.start(stage.fake(), ServedStage.KEY));
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  HttpIdentityProvider.of(
                      new ProviderInstance("test"), stage.uri(), ServedStage.KEY));
    } finally {
      System.clearProperty("muster.production");
    }
  }

  private void find() {
    stage.client().findUser(new UserId("x"));
  }

  private static Set<Thread> serverThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("muster-fake-provider-"))
        .collect(Collectors.toSet());
  }

  private HttpResponse<String> act(String act, String body) throws Exception {
    return call("POST", "/dashboard/" + act, body);
  }

  private HttpResponse<String> call(String method, String path, String body) throws Exception {
    return http.send(request(method, path, body), BodyHandlers.ofString());
  }

  private HttpRequest request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create(stage.uri() + path))
        .method(method, BodyPublishers.ofString(body))
        .header("Authorization", "Bearer " + ServedStage.KEY.reveal())
        .build();
  }

  private HttpResponse<String> get(URI uri) throws Exception {
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }
}
