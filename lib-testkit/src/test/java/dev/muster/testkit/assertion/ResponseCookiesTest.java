package dev.muster.testkit.assertion;

import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.testkit.HandClock;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is asserted of a response's cookies. */
@Tag("KIT-3")
class ResponseCookiesTest {
  private static final String SET = "sid=marker; Path=/; Secure";
  private static final String CLEAR = "sid=; Path=/; Max-Age=0";
  private static final String CLEAR_IN_APP = "sid=; Path=/app; Max-Age=0; Domain=.Example.org";
  private static final String UNTIL = "sid=x; Expires=Sun, 01 Mar 2026 12:00:01 GMT";
  private static final HandClock CLOCK = new HandClock(Instant.parse("2026-03-01T12:00:00Z"));

  @Test
  void a_cookie_that_is_set_is_asserted_further_under_the_same_description() {
    Received twice = Received.status(200).header("Set-Cookie", SET, CLEAR);
    assertThatThrownBy(() -> assertThat(twice.now()).setsCookie("sid"))
        .hasMessage("expected the cookie `sid` to be set once, but 2 Set-Cookie name it");
    assertThat(Received.status(200).header("Set-Cookie", SET).now()).setsCookie("sid").isSecure();
    assertThatThrownBy(
            () ->
                assertThat(Received.status(200).header("Set-Cookie", SET).now())
                    .as("after login")
                    .setsCookie("sid")
                    .isHttpOnly())
        .hasMessage(
            "[after login] expected the cookie `sid` to be HttpOnly, but it is set with"
                + " `Path=/; Secure`");
  }

  @Test
  void a_cookie_that_may_be_lost_is_no_cookie_that_is_left() {
    lost("sid=; Path=/", "`sid` is set to nothing with `Path=/`");
    lost("sid=; Max-Age=60", "`sid` is set to nothing with `Max-Age=60`");
    lost("sid=x; Expires=soon", "`sid` is set (its Expires is no date) with `Expires=soon`");
    lost(
        UNTIL,
        "`sid` is set or cleared, by the time of day (name a clock: judgedBy) with"
            + " `Expires=Sun, 01 Mar 2026 12:00:01 GMT`");
    assertThat(Received.status(200).header("Set-Cookie", UNTIL + "; Max-Age=9").now())
        .clearsNoCookie();
    assertThat(Received.status(200).header("Set-Cookie", "__Host-sid=; Max-Age=0").now())
        .clearsNoCookie();
  }

  @Test
  void to_clear_the_site_is_to_clear_every_cookie() {
    for (String data : new String[] {"\"cookies\"", "\"cache\", \"*\""}) {
      ReceivedResponse gone = Received.status(200).header("Clear-Site-Data", data).now();
      assertThatThrownBy(() -> assertThat(gone).clearsNoCookie())
          .hasMessage("expected no cookie to be cleared, but Clear-Site-Data clears them all");
      assertThatThrownBy(() -> assertThat(gone).setsNoCookie())
          .hasMessage("expected no Set-Cookie, but there was one of Clear-Site-Data");
    }
    assertThat(Received.status(200).header("Clear-Site-Data", "\"cache\"").now())
        .clearsNoCookie()
        .setsNoCookie();
  }

  @Test
  void one_of_two_cookies_of_a_name_is_cleared_by_its_path_and_domain() {
    Received both = Received.status(200).header("Set-Cookie", CLEAR, CLEAR_IN_APP, SET);
    assertThat(Received.status(200).header("Set-Cookie", CLEAR, CLEAR_IN_APP).now())
        .clearsCookie("sid", "/", null)
        .clearsCookie("sid", "/app", ".EXAMPLE.org");
    assertThatThrownBy(() -> assertThat(both.now()).clearsCookie("sid", "/", null))
        .hasMessageEndingWith("to be cleared once, but 2 Set-Cookie name it");
    assertThatThrownBy(() -> assertThat(both.now()).clearsCookie("sid", "/app", null))
        .hasMessageContaining("but one is cleared with `Path=/; Max-Age=0`; one is cleared with");
    assertThatThrownBy(
            () ->
                assertThat(Received.status(200).header("Set-Cookie", SET).now())
                    .clearsCookie("sid", "/", null))
        .hasMessage("expected the cookie `sid` to be cleared, but it is set with `Path=/; Secure`");
  }

  @Test
  void a_clock_is_handed_on_to_the_cookie() {
    assertThat(Received.status(200).header("Set-Cookie", UNTIL).now())
        .judgedBy(CLOCK)
        .setsCookie("sid");
  }

  private static void lost(String header, String how) {
    ReceivedResponse response = Received.status(200).header("Set-Cookie", header).now();
    assertThatThrownBy(() -> assertThat(response).clearsNoCookie())
        .hasMessage("expected no cookie to be cleared, but " + how);
  }
}
