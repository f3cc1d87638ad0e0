package dev.muster.testkit.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("KIT-3")
class CookieDateTest {
  private static final Instant DAY = Instant.parse("1994-11-06T08:49:37Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "6 november 1994 8:49:37",
        "08:49:37 6th NOVEMBER, 1994 AD",
        "Sun, 06 Nov 1994 08:49:37 +0700"
      })
  void a_date_is_read_in_each_form_that_browsers_read(String text) {
    assertThat(CookieDate.parse(text)).isEqualTo(DAY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "soon",
        "1994-11-06T08:49:37Z",
        "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:00 GMT",
        "Sun, 06 Nov 1994 08:49:60 GMT",
        "Sun, 31 Nov 1994 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1600 08:49:37 GMT",
        "Sun, 06 Nov 19940 08:49:37 GMT",
        "Sun, 06 Nov 08:49:37 GMT",
        "06 1994 08:49:37"
      })
  void what_is_no_date_is_none(String text) {
    assertThat(CookieDate.parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"69", "2069", "70", "1970"})
  void two_digits_are_a_year_from_1970_to_2069(String year) {
    Instant start = CookieDate.parse("01 Jan " + year + " 00:00:00");
    int full = year.endsWith("69") ? 2069 : 1970;
    assertThat(start).isEqualTo(Instant.parse(full + "-01-01T00:00:00Z"));
  }
}
