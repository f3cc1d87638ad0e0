package dev.muster.testkit.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.testkit.stage.ReceivedCookie.Effect;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("KIT-3")
class ReceivedCookieTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String PAST = "; Expires=Sun, 01 Mar 2026 12:00:00 GMT";
  private static final String FUTURE = "; Expires=Sun, 01 Mar 2026 12:00:01 GMT";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sid=",
        "sid=x",
        "sid=a=b",
        "sid=x; Max-Age=1",
        "sid=x; Max-Age=99999999999999999999999",
        "sid=x; max-age=5; Max-Age=nonsense",
        "sid=x; Max-Age=0; Max-Age=5",
        "sid=x; Max-Age=+0",
        "sid=x; Max-Age=0x0",
        "sid=x; Max-Age=",
        "sid=x; Max-Age=5" + PAST,
        "sid=x" + FUTURE,
        "sid=x; Expires=1970",
        "sid=x; Expires=Sat, 31 Feb 1970 00:00:00 GMT",
        "__Secure-sid=x; Secure",
        "__Host-sid=x; Path=/; Secure",
        "__Host-sid=x; Path=/; Secure; Domain=",
        "__Hostsid=x"
      })
  void a_browser_keeps_it(String header) {
    assertThat(effect(header)).isEqualTo(Effect.KEPT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sid=x; Max-Age=0",
        "sid=; Max-Age=-1",
        "sid=x; MAX-AGE = -99999999999999999999999 ",
        "sid=x; Max-Age=5; Max-Age=0",
        "sid=x; Max-Age=0" + FUTURE,
        "sid=x" + PAST,
        "sid=x; Max-Age=soon" + PAST,
        "sid=x; Expires=Thu, 01-Jan-1970 00:00:10 GMT",
        "sid=x; Expires=Thursday, 01-Jan-70 00:00:00 GMT",
        "sid=x; expires=Thu Jan  1 00:00:00 1970",
        "sid=x" + PAST + "; Expires=nonsense",
        "__Host-sid=; Path=/; Secure; Max-Age=0"
      })
  void a_browser_drops_it(String header) {
    assertThat(effect(header)).isEqualTo(Effect.CLEARED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        ";;=",
        "marker",
        "=marker",
        "marker; Secure",
        "sid=marker\u0000",
        "sid=x; Path=/\r",
        "__Host-sid=x; Path=/",
        "__Host-sid=x; Secure",
        "__Host-sid=x; Secure; Path=/app",
        "__Host-sid=x; Secure; Path=/; Domain=example.org",
        "__host-sid=; Max-Age=0",
        "__Host-sid=; Max-Age=0; Path=/",
        "__Secure-sid=x",
        "__SECURE-sid=; Max-Age=0"
      })
  void a_browser_takes_no_notice_and_there_is_a_reason(String header) {
    ReceivedCookie cookie = ReceivedCookie.of(header);
    assertThat(cookie.effect(NOW)).isEqualTo(Effect.IGNORED);
    assertThat(cookie.takesAway(Instant.MAX)).isFalse();
    assertThat(cookie.fault()).isNotBlank().doesNotContain("marker");
    assertThat(cookie.toString()).doesNotContain("marker");
  }

  @Test
  void one_that_is_too_long_is_ignored_and_so_is_an_attribute_that_is() {
    assertThat(effect("s=" + "x".repeat(4095))).isEqualTo(Effect.KEPT);
    assertThat(effect("s=" + "x".repeat(4096))).isEqualTo(Effect.IGNORED);
    String long1 = "; Domain=" + "x".repeat(1025);
    assertThat(ReceivedCookie.of("s=x; Domain=a.example" + long1).domain()).isEqualTo("a.example");
    assertThat(ReceivedCookie.of("s=x" + long1).has("Domain")).isFalse();
  }

  @Test
  void its_parts_are_read_in_any_case_and_the_last_of_a_name_counts() {
    ReceivedCookie cookie =
        ReceivedCookie.of(" sid = v=w ;PATH=/a; Path=/b; domain=.Example.ORG;secure;SameSite=lax");
    assertThat(cookie.name()).isEqualTo("sid");
    assertThat(cookie.value().reveal()).isEqualTo("v=w");
    assertThat(cookie.path()).isEqualTo("/b");
    assertThat(cookie.domain()).isEqualTo("example.org");
    assertThat(cookie.has("Secure")).isTrue();
    assertThat(cookie.has("HttpOnly")).isFalse();
    assertThat(cookie.get("samesite")).isEqualTo("lax");
    assertThat(ReceivedCookie.of("sid=x; Path=app; Domain=.").path()).isNull();
    assertThat(ReceivedCookie.of("sid=x; Path=app; Domain=.").domain()).isNull();
  }

  @Test
  void an_age_is_as_long_as_a_duration_can_be() {
    assertThat(ReceivedCookie.of("s=x; Max-Age=60").maxAge()).isEqualTo(Duration.ofMinutes(1));
    assertThat(ReceivedCookie.of("s=x; Max-Age=" + "9".repeat(30)).maxAge())
        .isEqualTo(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(ReceivedCookie.of("s=x; Max-Age=-" + "9".repeat(30)).maxAge())
        .isEqualTo(Duration.ofSeconds(Long.MIN_VALUE));
    assertThat(ReceivedCookie.of("s=x; Max-Age=1.5").maxAge()).isNull();
  }

  @Test
  void what_may_be_lost_is_more_than_what_is_dropped() {
    for (String header : new String[] {"s=", "s=x" + PAST, "s=x; Expires=soon", "s=; Max-Age=9"}) {
      assertThat(ReceivedCookie.of(header).takesAway(NOW)).as(header).isTrue();
    }
    for (String header : new String[] {"s=x", "s=x" + FUTURE, "s=x; Max-Age=9; Expires=soon"}) {
      assertThat(ReceivedCookie.of(header).takesAway(NOW)).as(header).isFalse();
    }
    assertThat(ReceivedCookie.of("s=x" + FUTURE).takesAway(Instant.MAX)).isTrue();
  }

  @Test
  void all_cookies_may_be_cleared_at_once() {
    assertThat(ReceivedCookie.areAllClearedBy("\"cache\", \"cookies\"")).isTrue();
    assertThat(ReceivedCookie.areAllClearedBy("\"*\"")).isTrue();
    assertThat(ReceivedCookie.areAllClearedBy("Cookies")).isTrue();
    assertThat(ReceivedCookie.areAllClearedBy("\"cache\",\"storage\"")).isFalse();
    assertThat(ReceivedCookie.areAllClearedBy("")).isFalse();
  }

  private static Effect effect(String header) {
    return ReceivedCookie.of(header).effect(NOW);
  }
}
