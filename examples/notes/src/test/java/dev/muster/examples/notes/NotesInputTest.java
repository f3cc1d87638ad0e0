package dev.muster.examples.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a member can send that is no note. */
@Tag("WEB-1")
class NotesInputTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private FakeProvider provider;
  private NotesService service;
  private String notes;
  private String ann;

  @BeforeEach
  void start() throws Exception {
    provider = Patient.provider();
    service =
        NotesService.start(
            Patient.settings("input"), provider.notes(), event -> {}, InstantSource.system());
    OrganizationId acme = provider.people().dashboard().createOrganization("Acme").id();
    UserId annsId = provider.people().dashboard().createUser("ann@example.com").id();
    var unused = provider.people().dashboard().join(acme, annsId, new RoleSlug("admin"));
    notes = "/orgs/" + acme.value() + "/notes";
    ann = signIn(annsId);
  }

  @AfterEach
  void stop() {
    service.close();
    provider.close();
  }

  @Test
  void text_that_no_store_keeps_is_422_and_the_notes_can_be_read_after_it() throws Exception {
    for (String text : List.of("\\ud800", "\\udc00\\ud800", "\\u0000", "a\\u001bb", " ")) {
      assertThat(post(("{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .isEqualTo(422);
      assertThat(get(notes, ann).statusCode()).as(text).isEqualTo(200);
    }
    String good = "{\"text\":\"two\\nlines, a\\ttab, \\ud83d\\ude00\"}";
    assertThat(post(good.getBytes(StandardCharsets.UTF_8))).isEqualTo(201);
    assertThat(get(notes, ann).body()).contains("two\\nlines, a\\ttab, \\uD83D\\uDE00");
  }

  @Test
  void bytes_that_are_no_text_are_422() throws Exception {
    assertThat(post(new byte[] {0, 0, 0, '{', -1, -1, -1, -1})).isEqualTo(422);
    assertThat(post(new byte[] {'{', '"', -1})).isEqualTo(422);
    assertThat(post("[".repeat(10_000).getBytes(StandardCharsets.UTF_8))).isEqualTo(422);
  }

  private int post(byte[] body) throws Exception {
    return send("POST", notes, body);
  }

  private int send(String method, String path, byte[] body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(service.address().resolve(path))
            .header("Cookie", ann)
            .header("Sec-Fetch-Site", "same-origin")
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofByteArray(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private String signIn(UserId user) throws Exception {
    HttpResponse<String> login = get("/account/login", "");
    URI page = location(login);
    HttpRequest button =
        HttpRequest.newBuilder(page.resolve("/authorize"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(page.getRawQuery() + "&user=" + user.value()))
            .build();
    URI back = location(http.send(button, HttpResponse.BodyHandlers.ofString()));
    return cookie(
        get(back.getRawPath() + "?" + back.getRawQuery(), cookie(login, "")), "__Host-muster=");
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

  private static String cookie(HttpResponse<String> answer, String prefix) {
    return answer.headers().allValues("Set-Cookie").stream()
        .map(header -> header.split(";", 2)[0])
        .filter(pair -> pair.startsWith(prefix))
        .findFirst()
        .orElseThrow();
  }
}
