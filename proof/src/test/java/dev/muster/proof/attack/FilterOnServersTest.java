package dev.muster.proof.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.Requirement;
import dev.muster.servlet.MusterRequest;
import dev.muster.servlet.MusterWeb;
import dev.muster.servlet.Routes;
import dev.muster.testkit.fault.Operation;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the filter does for those who may come in, on every server. */
@Tag("SES-6")
@Tag("WEB-1")
class FilterOnServersTest {
  private static final Duration PAST_THE_ACCESS_TOKEN = Duration.ofMinutes(6);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JETTY | /app/orgs/acme/notes | 200",
        "JETTY | /app/orgs/beta/notes | 403",
        "JETTY | /app/dispatch?how=forward&to=/orgs/acme/notes | 200",
        "JETTY | /app/dispatch?how=async&to=/orgs/acme/notes | 200",
        "JETTY | /app/dispatch?how=error&to=409 | 409",
        "JETTY | /app/go/acme?how=error&to=418 | 418",
        "JETTY | /app/go/acme?how=reset | 200",
        "TOMCAT | /app/orgs/acme/notes | 200",
        "TOMCAT | /app/orgs/beta/notes | 403",
        "TOMCAT | /app/dispatch?how=forward&to=/orgs/acme/notes | 200",
        "TOMCAT | /app/dispatch?how=async&to=/orgs/acme/notes | 200",
        "TOMCAT | /app/dispatch?how=error&to=409 | 409",
        "TOMCAT | /app/go/acme?how=error&to=418 | 418",
        "TOMCAT | /app/go/acme?how=reset | 200",
        "UNDERTOW | /app/orgs/acme/notes | 200",
        "UNDERTOW | /app/orgs/beta/notes | 403",
        "UNDERTOW | /app/dispatch?how=forward&to=/orgs/acme/notes | 200",
        "UNDERTOW | /app/dispatch?how=async&to=/orgs/acme/notes | 200",
        "UNDERTOW | /app/dispatch?how=error&to=409 | 409",
        "UNDERTOW | /app/go/acme?how=error&to=418 | 418",
        "UNDERTOW | /app/go/acme?how=reset | 200"
      })
  void a_rotated_cookie_reaches_the_browser_from_every_dispatch(
      EmbeddedHost.Kind kind, String target, int status) throws Exception {
    try (Town town = new Town();
        AttackRun host = new AttackRun(kind, town, AttackedSite::install)) {
      String request =
          Attack.filled(Attack.request("GET " + target, "Cookie: <<name>>=<<cookie>>"), town);
      assertThat(host.send(request).answer().values("Set-Cookie")).isEmpty();
      town.clock.advance(PAST_THE_ACCESS_TOKEN);
      AttackRun.Seen seen = host.send(request);
      assertThat(seen.answer().status()).isEqualTo(status);
      assertThat(seen.answer().values("Set-Cookie"))
          .hasSize(1)
          .allMatch(cookie -> cookie.startsWith(town.word("name") + "="));
      assertThat(seen.calls()).contains(Operation.REFRESH);
      // What the browser has now is good, and is not rotated again.
      String pair = seen.answer().values("Set-Cookie").get(0).split(";", 2)[0];
      assertThat(
              host.send(Attack.request("GET /app/orgs/acme/notes", "Cookie: " + pair))
                  .answer()
                  .status())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void so_it_does_where_a_handler_throws_and_the_host_has_no_page_for_that(EmbeddedHost.Kind kind)
      throws Exception {
    try (Town town = new Town();
        AttackRun host = new AttackRun(kind, town, AttackedSite::install, Map.of())) {
      String request =
          Attack.filled(
              Attack.request("GET /app/go/acme?how=throw", "Cookie: <<name>>=<<cookie>>"), town);
      town.clock.advance(PAST_THE_ACCESS_TOKEN);
      AttackRun.Seen seen = host.send(request);
      assertThat(seen.answer().status()).isEqualTo(500);
      assertThat(seen.answer().values("Set-Cookie")).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_request_on_the_same_connection_has_nothing_of_the_one_before(EmbeddedHost.Kind kind)
      throws Exception {
    try (Town town = new Town();
        EmbeddedHost host = kind.start(telling(town))) {
      HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      String cookie = Attack.filled("<<name>>=<<cookie>>", town);
      for (int i = 0; i < 5; i++) {
        assertThat(told(client, host, "/notes/acme", cookie)).isEqualTo("/notes/{organization}");
        assertThat(told(client, host, "/open", cookie)).isEqualTo("nothing");
      }
    }
  }

  /** A host that tells on which route a handler's pass is. */
  private static EmbeddedHost.Site telling(Town town) {
    return new EmbeddedHost.Site(
        (classes, context) -> {
          context.addServlet("telling", new Telling()).addMapping("/");
          Routes.Builder routes =
              Routes.builder()
                  .publicPath("/open")
                  .route("GET", "/notes/{organization}", Requirement.member());
          MusterWeb.of(town.muster, routes).install(context);
        },
        Map.of());
  }

  private static final class Telling extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      boolean known = MusterRequest.authentication(request).isPresent();
      if (known) {
        MusterRequest.pass(request);
      }
      response.getWriter().print(MusterRequest.template(request).orElse(known ? "" : "nothing"));
    }
  }

  private static String told(HttpClient client, EmbeddedHost host, String path, String cookie)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + host.port() + EmbeddedHost.CONTEXT + path);
    HttpRequest request = HttpRequest.newBuilder(uri).header("Cookie", cookie).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
