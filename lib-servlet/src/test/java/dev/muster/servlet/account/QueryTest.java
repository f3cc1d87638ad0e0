package dev.muster.servlet.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("WEB-2")
class QueryTest {
  @Test
  void a_parameter_is_decoded_once() {
    assertThat(Query.value("a=1&returnTo=%2Fnotes%3Ftab%3D1%2525&b=", "returnTo"))
        .isEqualTo("/notes?tab=1%25");
    assertThat(Query.value("a=1&b=", "b")).isEmpty();
    assertThat(Query.value("re%74urnTo=x", "returnTo")).isEqualTo("x");
  }

  @Test
  void what_is_not_said_or_said_twice_or_is_garbage_is_nothing() {
    assertThat(Query.value(null, "a")).isNull();
    assertThat(Query.value("", "a")).isNull();
    assertThat(Query.value("a&b=1", "a")).isNull();
    assertThat(Query.value("a=1&a=1", "a")).isNull();
    assertThat(Query.value("a=%&b=1", "a")).isNull();
    assertThat(Query.value("%=1&%zz=2&b=3", "b")).isEqualTo("3");
  }
}
