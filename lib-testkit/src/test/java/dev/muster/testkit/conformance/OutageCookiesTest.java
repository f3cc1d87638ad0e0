package dev.muster.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom an outage signs out. */
@Tag("KIT-4")
class OutageCookiesTest {
  private static final ProtectedRoute NOTES =
      ProtectedRoute.get("/orgs/{organization}/notes").member();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sid=x; Max-Age=0",
        "sid=x; Max-Age=-1",
        "sid=x; max-age = 0",
        "sid=; Path=/",
        "sid=; Max-Age=60",
        "sid=x; Expires=Thu, 01-Jan-70 00:00:00 GMT",
        "sid=x; Expires=Sun, 01 Mar 2026 11:59:59 GMT",
        "sid=x; Expires=soon"
      })
  void an_answer_that_may_end_a_cookie_signs_out(String header) {
    assertThat(holes("set-cookie", header)).containsExactly(Hole.OUTAGE_SIGNS_OUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sid=x",
        "sid=x; Max-Age=abc=0",
        "sid=x; Max-Age=99999999999999999999",
        "sid=x; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "sid=x; Expires=Sun, 01 Mar 2026 12:00:01 GMT",
        "sid=x; Path=/1970; Comment=expires=1970",
        "__Host-sid=; Max-Age=0"
      })
  void an_answer_that_leaves_it_does_not(String header) {
    assertThat(holes("set-cookie", header)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"cookies\"", "\"cache\", \"*\""})
  void an_answer_that_clears_the_site_signs_out(String header) {
    assertThat(holes("clear-site-data", header)).containsExactly(Hole.OUTAGE_SIGNS_OUT);
  }

  @Test
  void a_handler_that_tells_of_an_outage_itself_may_have_run_where_it_may_serve() {
    Visit visit = answer("x-any", "x", 1);
    Expectation expected = Expectation.refused(Problem.UNAVAILABLE);
    assertThat(holes(expected.orServed(), visit)).isEmpty();
    assertThat(holes(expected, visit)).containsExactly(Hole.HANDLER_RAN);
  }

  private static List<Hole> holes(String header, String value) {
    return holes(Expectation.refused(Problem.UNAVAILABLE), answer(header, value, 0));
  }

  private static List<Hole> holes(Expectation expected, Visit visit) {
    return Judge.judge(NOTES, Outcome.PROVIDER_DOWN, null, "", expected, visit).stream()
        .map(Deviation::hole)
        .toList();
  }

  private static Visit answer(String header, String value, long handled) {
    Map<String, List<String>> headers =
        Map.of(
            "date",
            List.of("Sun, 01 Mar 2026 12:00:00 GMT"),
            "content-type",
            List.of("application/problem+json"),
            "cache-control",
            List.of("no-store"),
            "retry-after",
            List.of("9"),
            header,
            List.of(value));
    String body = "{\"code\":\"unavailable\",\"status\":503}";
    return new Visit(503, headers, body, null, Map.of(), handled);
  }
}
