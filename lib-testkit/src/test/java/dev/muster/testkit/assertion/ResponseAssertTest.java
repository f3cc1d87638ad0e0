package dev.muster.testkit.assertion;

import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.decision.Problem;
import dev.muster.testkit.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("KIT-3")
class ResponseAssertTest {
  private static final String SECRET = "marker-cookie-of-a-session";
  private static final String SET = "sid=" + SECRET + "; Path=/; Secure";
  private static final String CLEAR = "sid=; Path=/; Max-Age=0";

  private static final String CLEAR_IN_APP = "sid=; Path=/app; Max-Age=0; Domain=.Example.org";
  private static final String UNTIL = "sid=x; Expires=Sun, 01 Mar 2026 12:00:01 GMT";
  private static final HandClock CLOCK = new HandClock(Instant.parse("2026-03-01T12:00:00Z"));

  @TestFactory
  Stream<DynamicTest> each_assertion_holds_or_says_in_one_sentence_what_was_told() {
    Received page = Received.status(200).header("Content-Type", "text/html").body("<p>" + SECRET);
    Received refused = Received.problem(Problem.NOT_A_MEMBER);
    Received outage = Received.problem(Problem.UNAVAILABLE);
    Received stranger = Received.problem(Problem.UNAUTHENTICATED);
    Received set = Received.status(204).header("Set-Cookie", SET);
    Received cleared = Received.status(204).header("Set-Cookie", CLEAR);
    Received elsewhere = Received.status(204).header("Set-Cookie", CLEAR_IN_APP);
    String noType = "the Content-Type was not application/problem+json, it was `text/html`";
    return BothWays.tests(
        ResponseAssert.class,
        row("hasStatus", r -> r.hasStatus(403), refused, page)
            .saying("the status 403", "the status was 200"),
        row("isServed", ResponseAssert::isServed, page, refused)
            .saying("the request to be served", "the status was 403, with the code `not_a_member`"),
        row("isProblem", r -> r.isProblem(Problem.NOT_A_MEMBER), refused, page)
            .saying(
                "the problem not_a_member with status 403",
                "the status was 200; " + noType + "; no Cache-Control said no-store"),
        row("isProblem (another)", r -> r.isProblem(Problem.UNAVAILABLE), outage, refused)
            .saying(
                "the problem unavailable with status 503",
                "the status was 403; its code was `not_a_member`; its member status was `403`;"
                    + " no Retry-After said a number of seconds"),
        row("isProblem (401)", r -> r.isProblem(Problem.UNAUTHENTICATED), stranger, outage)
            .saying(
                "the problem unauthenticated with status 401",
                "the status was 503; its code was `unavailable`; its member status was `503`;"
                    + " there was no WWW-Authenticate"),
        row("isProblemDocument", ResponseAssert::isProblemDocument, refused, page)
            .saying("a problem document", noType),
        row("hasCode", r -> r.hasCode("unavailable"), outage, refused)
            .saying(
                "a problem document whose member code is `unavailable`", "it was `not_a_member`"),
        row("hasMember", r -> r.hasMember("status", 503L), outage, refused)
            .saying("a problem document whose member status is `503`", "it was `403`"),
        row("hasMember (no document)", r -> r.hasMember("status", 503), outage, page)
            .saying("a problem document whose member status is `503`", noType),
        row("isNotStored", ResponseAssert::isNotStored, refused, page)
            .saying("Cache-Control to say no-store", "there was no such header"),
        row("hasRetryAfter", ResponseAssert::hasRetryAfter, outage, refused)
            .saying("Retry-After to say a number of seconds", "there was no such header"),
        row(
                "hasRetryAfter (so long)",
                r -> r.hasRetryAfter(Duration.ofMillis(6001)),
                outage,
                Received.status(503).header("Retry-After", "6"))
            .saying("Retry-After to say 7", "it was `6`"),
        row("hasChallenge", r -> r.hasChallenge("cookie"), stranger, page)
            .saying("WWW-Authenticate to name the scheme `cookie`", "there was no such header"),
        row("setsCookie", r -> then(r.setsCookie("sid"), r), set, page)
            .saying("the cookie `sid` to be set once", "no Set-Cookie names it"),
        row("setsCookie (but clears it)", r -> then(r.setsCookie("sid"), r), set, cleared)
            .saying("the cookie `sid` to be set", "it is cleared with `Path=/; Max-Age=0`"),
        row("clearsCookie", r -> r.clearsCookie("sid"), cleared, set)
            .saying("the cookie `sid` to be cleared", "it is set with `Path=/; Secure`"),
        row("clearsCookie (of a path)", r -> r.clearsCookie("sid", "/", null), cleared, elsewhere)
            .saying(
                "the cookie `sid` of Path=`/` and of no Domain to be cleared once",
                "one is cleared with `Path=/app; Domain=.Example.org; Max-Age=0`"),
        row(
                "clearsCookie (of a domain)",
                r -> r.clearsCookie("sid", "/app", "example.org"),
                elsewhere,
                page)
            .saying(
                "the cookie `sid` of Path=`/app` and of Domain=`example.org` to be cleared once",
                "no Set-Cookie names it"),
        row("clearsNoCookie", ResponseAssert::clearsNoCookie, set, cleared)
            .saying("no cookie to be cleared", "`sid` is cleared with `Path=/; Max-Age=0`"),
        row(
                "judgedBy",
                r -> r.judgedBy(CLOCK).clearsNoCookie(),
                Received.status(204).header("Set-Cookie", UNTIL),
                Received.status(204).header("Set-Cookie", UNTIL.replace(":01", ":00")))
            .saying(
                "no cookie to be cleared",
                "`sid` is cleared with `Expires=Sun, 01 Mar 2026 12:00:00 GMT`"),
        row("setsNoCookie", ResponseAssert::setsNoCookie, page, set)
            .saying("no Set-Cookie", "there was one of `sid`"),
        row(
                "isIndistinguishableFrom",
                r -> r.isIndistinguishableFrom(refused.stub()),
                refused,
                stranger)
            .saying("the same as the other told", "the status was 401 and not 403"));
  }

  @ParameterizedTest
  @EnumSource
  void every_problem_is_taken_as_it_has_to_be_told(Problem problem) {
    assertThat(Received.problem(problem).stub()).isProblem(problem);
  }

  @Test
  void each_part_of_a_problem_is_missed() {
    wrong(outage().without("Retry-After"), "no Retry-After said a number of seconds");
    wrong(
        outage().header("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"),
        "no Retry-After said a number of seconds");
    wrong(outage().header("Retry-After", "1", "2"), "no Retry-After said a number of seconds");
    wrong(outage().without("Cache-Control"), "no Cache-Control said no-store");
    wrong(outage().header("Cache-Control", "no-cache"), "no Cache-Control said no-store");
    wrong(outage().body("{'status':503}"), "its code was not there");
    wrong(outage().body("{'code':'unavailable'}"), "its member status was not there");
    wrong(outage().body("{'code':'unavailable','status':'503'}"), "its member status was `503`");
    wrong(outage().body(""), "the body was no JSON object");
    wrong(outage().body("['code']"), "the body was no JSON object");
    wrong(outage().body("{'code':'unavailable','status':503} x"), "the body was no JSON object");
    wrong(outage().body("{'code':'a','code':'b','status':503}"), "the body was no JSON object");
    wrong(
        outage().without("Content-Type"),
        "the Content-Type was not application/problem+json, there was none");
    wrong(
        outage().header("Content-Type", "application/json"),
        "the Content-Type was not application/problem+json, it was `application/json`");
    assertThat(
            outage()
                .header("content-type", "Application/Problem+JSON; charset=utf-8")
                .without("Content-Type")
                .now())
        .isProblem(Problem.UNAVAILABLE);
  }

  @Test
  void two_answers_are_told_apart_by_a_header_or_the_body_and_not_by_the_date() {
    Received foreign = outage().header("Date", "Thu, 01 Jan 2026 00:00:00 GMT");
    assertThat(foreign.stub())
        .isIndistinguishableFrom(outage().header("date", "Thu, 01 Jan 2026 00:00:09 GMT").now());
    apart(outage().header("X-Id", SECRET), "the headers were [");
    apart(outage().header("Retry-After", "8"), "the header Retry-After had another value");
    apart(outage().body("{'code':'" + SECRET + "'}"), "the body was another");
  }

  @Test
  void no_message_holds_what_the_headers_and_the_body_keep() {
    ReceivedResponse response =
        Received.status(200).header("Set-Cookie", SET).body("<p>" + SECRET).now();
    assertThat(response.toString()).isEqualTo("ReceivedResponse[status 200]");
    Stream.<Consumer<ResponseAssert>>of(
            r -> r.isProblem(Problem.UNAVAILABLE),
            r -> r.hasCode("x"),
            ResponseAssert::setsNoCookie,
            r -> r.clearsCookie("sid"),
            r -> r.isEqualTo(null),
            ResponseAssert::isNull)
        .forEach(
            wrong ->
                assertThatThrownBy(() -> wrong.accept(assertThat(response)))
                    .isInstanceOf(AssertionError.class)
                    .message()
                    .doesNotContain(SECRET));
  }

  @Test
  void headers_are_found_in_any_case_and_text_from_outside_stays_on_one_line() {
    Map<String, List<String>> headers =
        Map.of("set-COOKIE", List.of(CLEAR), "Set-Cookie", List.of(SET.replace("sid", "other")));
    assertThat(new ReceivedResponse(200, headers, "")).clearsCookie("sid").setsCookie("other");
    assertThatThrownBy(
            () ->
                assertThat(
                        Received.status(200)
                            .header("Retry-After", "a\n\u202e" + "b".repeat(200))
                            .now())
                    .hasRetryAfter())
        .hasMessage(
            "expected Retry-After to say a number of seconds, but it was `a\\u000a\\u202e"
                + "b".repeat(97)
                + "…`");
  }

  private static Received outage() {
    return Received.problem(Problem.UNAVAILABLE);
  }

  private static void wrong(Received response, String fault) {
    assertThatThrownBy(() -> assertThat(response.now()).isProblem(Problem.UNAVAILABLE))
        .hasMessage("expected the problem unavailable with status 503, but " + fault);
  }

  private static void apart(Received other, String difference) {
    assertThatThrownBy(() -> assertThat(other.now()).isIndistinguishableFrom(outage().stub()))
        .hasMessageStartingWith("expected the same as the other told, but " + difference)
        .message()
        .doesNotContain(SECRET);
  }

  private static ResponseAssert then(SetCookieAssert cookie, ResponseAssert response) {
    assertThat(cookie).isNotNull();
    return response;
  }

  private static Row row(
      String name, UnaryOperator<ResponseAssert> assertion, Received right, Received wrong) {
    return (expected, was) ->
        new BothWays(
            name,
            () -> {
              var unused = assertion.apply(assertThat(right.stub()));
            },
            () -> {
              var unused = assertion.apply(assertThat(wrong.stub()));
            },
            "expected " + expected + ", but " + was);
  }

  /** A row without its sentence. */
  private interface Row {
    BothWays saying(String expected, String was);
  }
}
