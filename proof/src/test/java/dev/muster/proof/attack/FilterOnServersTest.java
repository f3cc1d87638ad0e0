package dev.muster.proof.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.testkit.fault.Operation;
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
}
