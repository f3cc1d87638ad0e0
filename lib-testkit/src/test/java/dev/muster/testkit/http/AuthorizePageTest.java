package dev.muster.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("KIT-1")
class AuthorizePageTest {
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private static final Secret VERIFIER = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  private static final URI BACK = URI.create("http://app.example.org/cb");

  private final HttpClient http = HttpClient.newHttpClient();
  private final ServedStage stage = new ServedStage(10);

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @Tag("SES-2")
  void a_person_signs_in_by_the_page() throws Exception {
    UserId ann = stage.createUser("ann@example.org");
    AuthorizationRequest request = new AuthorizationRequest(BACK, "st<>\"&'", CHALLENGE);
    HttpResponse<String> page = get(stage.client().authorizationUri(request));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'");
    assertThat(page.body())
        .contains("name=\"user\" value=\"" + ann + "\">ann@example.org</button>")
        .contains("name=\"state\" value=\"st&lt;&gt;&quot;&amp;&#39;\"");

    HttpResponse<String> back = submit("user=" + ann + "&" + parameters(request));
    assertThat(back.statusCode()).isEqualTo(302);
    String location = back.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith(BACK + "?code=code_").endsWith("&state=st%3C%3E%22%26%27");
    Secret code = Secret.of(location.substring(location.indexOf("code_"), location.indexOf('&')));
    assertThat(stage.client().exchangeCode(code, VERIFIER, BACK).user()).isEqualTo(ann);
  }

  @Test
  void the_page_shows_names_as_text() throws Exception {
    stage.createUser("<img src=x onerror=alert(1)>\"'&@example.org");
    AuthorizationRequest request = new AuthorizationRequest(BACK, "\"><script>", CHALLENGE);
    String page = get(stage.client().authorizationUri(request)).body();

    assertThat(page)
        .contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;@example.org")
        .doesNotContain("<img", "<script");
  }

  @Test
  void the_page_refuses_what_it_cannot_serve() throws Exception {
    UserId ann = stage.createUser("ann@example.org");
    AuthorizationRequest good = new AuthorizationRequest(BACK, "s", CHALLENGE);
    assertThat(get(stage.uri().resolve("/authorize")).statusCode()).isEqualTo(400);
    assertThat(submit(parameters(good)).statusCode()).isEqualTo(400);
    assertThat(submit("user=user_x&" + parameters(good)).statusCode()).isEqualTo(400);
    assertThat(submit("user=%zz&" + parameters(good)).statusCode()).isEqualTo(400);
    String plain = parameters(good).replace("S256", "plain");
    assertThat(submit("user=" + ann + "&" + plain).statusCode()).isEqualTo(400);
    AuthorizationRequest script =
        new AuthorizationRequest(URI.create("javascript:alert(1)"), "s", CHALLENGE);
    assertThat(submit("user=" + ann + "&" + parameters(script)).statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> get(URI uri) throws Exception {
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> submit(String form) throws Exception {
    return http.send(
        HttpRequest.newBuilder(stage.uri().resolve("/authorize"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private static String parameters(AuthorizationRequest request) {
    return "response_type=code&code_challenge_method=S256&code_challenge="
        + request.codeChallenge()
        + "&state="
        + URLEncoder.encode(request.state(), StandardCharsets.UTF_8)
        + "&redirect_uri="
        + URLEncoder.encode(request.redirectUri().toString(), StandardCharsets.UTF_8);
  }
}
