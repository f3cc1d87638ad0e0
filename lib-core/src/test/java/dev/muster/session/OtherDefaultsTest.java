package dev.muster.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The build's second run of this room has the defaults that it says. */
@Tag("BAD-INPUT")
class OtherDefaultsTest {
  @Test
  void the_second_run_is_in_turkish_and_in_ascii() {
    boolean second = System.getProperty("muster.test.defaults") != null;
    assertThat("I".toLowerCase(Locale.getDefault()).equals("\u0131") || !second).isTrue();
    assertThat(Charset.defaultCharset().equals(StandardCharsets.US_ASCII) || !second).isTrue();
  }
}
