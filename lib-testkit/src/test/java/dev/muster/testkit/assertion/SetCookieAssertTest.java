package dev.muster.testkit.assertion;

import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static dev.muster.testkit.assertion.MusterAssertions.assertThatSetCookie;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.provider.Secret;
import dev.muster.session.SetCookie;
import dev.muster.testkit.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@Tag("KIT-3")
class SetCookieAssertTest {
  private static final Secret VALUE = Secret.of("marker-value");
  private static final String GOOD =
      "__Host-sid=marker-value; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Lax";
  private static final String BARE = "sid=marker-value";
  private static final String SHARED = "sid=marker-value; domain=Example.org; SameSite=None";
  private static final HandClock CLOCK = new HandClock(Instant.parse("2026-03-01T12:00:00Z"));
  private static final String PAST = "sid=x; Expires=Sun, 01 Mar 2026 12:00:00 GMT";
  private static final String FUTURE = "sid=x; Expires=Sun, 01 Mar 2026 12:00:01 GMT";
  private static final String BY_THE_TIME =
      "set or cleared, by the time of day (name a clock: judgedBy) with ";
  private static final String NAMED_SHARED = "`Domain=Example.org; SameSite=None`";

  @TestFactory
  Stream<DynamicTest> each_assertion_holds_or_says_in_one_sentence_what_the_cookie_is() {
    String bare = "set without attributes";
    return BothWays.tests(
        SetCookieAssert.class,
        row("hasName", c -> c.hasName("__Host-sid"), GOOD, BARE)
            .saying("have the name `__Host-sid`", bare),
        row("isSet", SetCookieAssert::isSet, GOOD, "sid=; Max-Age=9")
            .saying("be set", "set to nothing with `Max-Age=9`"),
        row("isSet (but cleared)", SetCookieAssert::isSet, BARE, "sid=marker-value; Max-Age=0")
            .saying("be set", "cleared with `Max-Age=0`"),
        row("isSet (until nobody knows when)", SetCookieAssert::isSet, BARE, FUTURE)
            .saying("be set", BY_THE_TIME + "`Expires=Sun, 01 Mar 2026 12:00:01 GMT`"),
        row("isCleared", SetCookieAssert::isCleared, "sid=; Max-Age=-1", BARE)
            .saying("be cleared", bare),
        row("isCleared (by a date)", SetCookieAssert::isCleared, "sid=; Max-Age=-1", PAST)
            .saying("be cleared", BY_THE_TIME + "`Expires=Sun, 01 Mar 2026 12:00:00 GMT`"),
        row("judgedBy", c -> c.judgedBy(CLOCK).isSet(), FUTURE, PAST)
            .saying("be set", "cleared with `Expires=Sun, 01 Mar 2026 12:00:00 GMT`"),
        row("judgedBy (cleared)", c -> c.judgedBy(CLOCK).isCleared(), PAST, FUTURE)
            .saying("be cleared", "set with `Expires=Sun, 01 Mar 2026 12:00:01 GMT`"),
        row("isSecure", SetCookieAssert::isSecure, "a=b; secure", BARE).saying("be Secure", bare),
        row("isHttpOnly", SetCookieAssert::isHttpOnly, GOOD, BARE).saying("be HttpOnly", bare),
        row("hasSameSite", c -> c.hasSameSite("lax"), GOOD, SHARED)
            .saying("have SameSite=`lax`", "set with " + NAMED_SHARED),
        row("hasPath", c -> c.hasPath("/"), GOOD, "sid=marker-value; Path=/app")
            .saying("have Path=`/`", "set with `Path=/app`"),
        row("hasDomain", c -> c.hasDomain("example.org"), SHARED, BARE)
            .saying("have Domain=`example.org`", bare),
        row("hasNoDomain", SetCookieAssert::hasNoDomain, GOOD, SHARED)
            .saying("have no Domain", "set with " + NAMED_SHARED),
        row("isHostPrefixed", SetCookieAssert::isHostPrefixed, GOOD, BARE)
            .saying("be named __Host-…, Secure, of Path=/ and of no Domain", bare),
        row("isGuarded", SetCookieAssert::isGuarded, GOOD, SHARED)
            .saying("be Secure, HttpOnly and SameSite=Lax or Strict", "set with " + NAMED_SHARED),
        row("hasMaxAge", c -> c.hasMaxAge(Duration.ofMinutes(1)), GOOD, BARE)
            .saying("have a Max-Age of PT1M", bare),
        row("hasMaxAgeAtMost", c -> c.hasMaxAgeAtMost(Duration.ofSeconds(60)), GOOD, BARE)
            .saying("have a Max-Age of at most PT1M", bare),
        row("hasValue", c -> c.hasValue(VALUE), BARE, "sid=marker-other")
            .saying("have the given value", bare),
        row("hasValueOtherThan", c -> c.hasValueOtherThan(VALUE), "sid=marker-other", BARE)
            .saying("be set to another value than the given one", bare),
        row(
                "hasValueOtherThan (but cleared)",
                c -> c.hasValueOtherThan(VALUE),
                "sid=marker-other",
                "sid=; Max-Age=0")
            .saying("be set to another value than the given one", "cleared with `Max-Age=0`"));
  }

  @Test
  void a_cookie_of_a_result_is_asserted_as_its_header_is() {
    SetCookie session = new SetCookie("__Host-sid", VALUE, Duration.ofMinutes(1), null);
    assertThat(session)
        .hasName("__Host-sid")
        .isSet()
        .isHostPrefixed()
        .isGuarded()
        .hasPath("/")
        .hasMaxAge(Duration.ofMinutes(1))
        .hasValue(VALUE);
    assertThat(new SetCookie("sid", Secret.of(""), Duration.ZERO, "example.org"))
        .isCleared()
        .hasDomain("example.org");
  }

  @Test
  void each_rule_of_the_prefix_and_of_a_guarded_cookie_counts() {
    assertThatSetCookie(GOOD).isHostPrefixed().isGuarded();
    for (String part : new String[] {"__Host-", " Path=/;", " Secure;"}) {
      fails(GOOD.replace(part, ""), SetCookieAssert::isHostPrefixed);
    }
    fails(GOOD + "; Domain=example.org", SetCookieAssert::isHostPrefixed);
    fails(GOOD.replace("Path=/", "Path=/app"), SetCookieAssert::isHostPrefixed);
    for (String part : new String[] {" Secure;", " HttpOnly;", "; SameSite=Lax"}) {
      fails(GOOD.replace(part, ""), SetCookieAssert::isGuarded);
    }
    assertThatSetCookie(GOOD.replace("Lax", "Strict")).isGuarded();
    fails(GOOD.replace("60", "61"), c -> c.hasMaxAge(Duration.ofMinutes(1)));
    fails(GOOD.replace("60", "61"), c -> c.hasMaxAgeAtMost(Duration.ofMinutes(1)));
  }

  @Test
  void a_cookie_that_breaks_the_rule_of_its_prefix_is_neither_set_nor_cleared() {
    assertThatSetCookie("__Host-sid=; Path=/; Secure; Max-Age=0").isCleared();
    assertThatThrownBy(() -> assertThatSetCookie("__Host-sid=; Path=/; Max-Age=0").isCleared())
        .hasMessage(
            "expected the cookie `__Host-sid` to be cleared, but it is ignored by browsers"
                + " (__Host- wants Secure, Path=/ and no Domain) with `Path=/; Max-Age=0`");
    for (String part : new String[] {" Path=/;", " Secure;"}) {
      fails(GOOD.replace(part, ""), SetCookieAssert::isSet);
      fails(GOOD.replace(part, "") + "; Max-Age=0", SetCookieAssert::isCleared);
      fails(GOOD.replace(part, ""), c -> c.hasValueOtherThan(Secret.of("old")));
    }
    fails(GOOD + "; Domain=example.org", SetCookieAssert::isSet);
    assertThatSetCookie("__Secure-sid=x; Secure").isSet();
    assertThatThrownBy(() -> assertThatSetCookie("__secure-sid=x").isSet())
        .hasMessage(
            "expected the cookie `__secure-sid` to be set, but it is ignored by browsers"
                + " (__Secure- wants Secure) without attributes");
  }

  @Test
  void a_date_of_1970_clears_and_an_age_overrules_it() {
    assertThatSetCookie("sid=; Expires=Thu, 01 Jan 1970 00:00:10 GMT").isCleared();
    assertThatSetCookie("sid=; Expires=Thu, 01-Jan-1970 00:00:00 GMT; Max-Age=0").isCleared();
    assertThatSetCookie("sid=x; Expires=Thu, 01 Jan 1970 00:00:10 GMT; Max-Age=5").isSet();
    assertThatSetCookie("sid=x; Max-Age=nonsense; Max-Age=99999999999999999999").isSet();
    fails("sid=x; Max-Age=-99999999999999999999", SetCookieAssert::isSet);
    fails("sid=1970; Expires=Wed, 21 Oct 1971 19:70:00 GMT", SetCookieAssert::isCleared);
  }

  @Test
  void garbage_is_a_cookie_without_a_name_and_is_not_repeated() {
    for (String garbage : new String[] {"", ";", ";;=", "marker-secret", "marker-secret; Secure"}) {
      assertThatThrownBy(() -> assertThatSetCookie(garbage).hasName("sid"))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("expected the cookie without a name to have the name `sid`")
          .message()
          .doesNotContain("marker");
    }
    assertThatThrownBy(() -> assertThatSetCookie(BARE).isEqualTo(null))
        .message()
        .doesNotContain("marker");
  }

  private static void fails(String header, UnaryOperator<SetCookieAssert> assertion) {
    assertThatThrownBy(() -> assertion.apply(assertThatSetCookie(header)))
        .isInstanceOf(AssertionError.class);
  }

  private static Row row(
      String name, UnaryOperator<SetCookieAssert> assertion, String right, String wrong) {
    return (expected, was) ->
        new BothWays(
            name,
            () -> {
              var unused = assertion.apply(assertThatSetCookie(right));
            },
            () -> {
              var unused = assertion.apply(assertThatSetCookie(wrong));
            },
            "expected the cookie `sid` to " + expected + ", but it is " + was);
  }

  /** A row without its sentence. */
  private interface Row {
    BothWays saying(String expected, String was);
  }
}
