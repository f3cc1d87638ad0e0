package dev.muster.testkit.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.provider.Secret;
import dev.muster.session.SetCookie;
import dev.muster.testkit.HandClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("KIT-3")
class CookieJarTest {
  private final HandClock clock = new HandClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final CookieJar jar = new CookieJar(clock);

  @BeforeEach
  void fill() {
    jar.take("sid=one; Path=/");
    jar.take("__Host-sid=two; Path=/; Secure");
  }

  private String told() {
    return jar.header().reveal();
  }

  @Test
  void an_age_of_zero_or_less_takes_a_cookie_away() {
    jar.take("sid=; Max-Age=-1");
    jar.take("__Host-sid=x; Secure; Path=/; max-age = 0");
    assertThat(told()).isEmpty();
  }

  @Test
  void a_date_that_is_over_by_the_clock_of_the_kit_takes_a_cookie_away() {
    String noon = "sid=three; Expires=Sun, 01 Mar 2026 12:00:30 GMT";
    jar.take(noon);
    assertThat(jar.values("sid")).containsExactly("three");
    clock.advance(Duration.ofSeconds(30));
    jar.take(noon);
    assertThat(jar.values("sid")).isEmpty();
    jar.take(noon + "; Max-Age=1");
    assertThat(jar.values("sid")).containsExactly("three");
  }

  @Test
  void a_cookie_that_breaks_the_rule_of_its_prefix_changes_nothing() {
    jar.take("__Host-sid=evil; Path=/");
    jar.take("__Host-sid=; Path=/app; Secure; Max-Age=0");
    jar.take("__Host-sid=; Path=/; Secure; Domain=example.org; Max-Age=0");
    jar.take("__Secure-other=evil");
    assertThat(told()).isEqualTo("__Host-sid=two; sid=one");
  }

  @Test
  void garbage_changes_nothing_and_an_empty_value_is_one() {
    for (String garbage : new String[] {"", "=", "sid", ";Max-Age=0", "sid=\u0000"}) {
      jar.take(garbage);
    }
    assertThat(told()).isEqualTo("__Host-sid=two; sid=one");
    jar.take("sid=");
    jar.take(" other = a=b ; Secure");
    assertThat(told()).isEqualTo("__Host-sid=two; other=a=b; sid=");
  }

  @Test
  void a_cookie_of_a_result_is_taken_as_its_header_is() {
    jar.take(new SetCookie("sid", Secret.of("four"), Duration.ofMillis(1500), null));
    assertThat(jar.values("sid")).containsExactly("four");
    jar.take(new SetCookie("sid", Secret.of(""), Duration.ofMillis(500), null));
    assertThat(jar.values("sid")).isEmpty();
  }
}
