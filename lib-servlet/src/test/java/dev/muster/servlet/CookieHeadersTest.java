package dev.muster.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cookies are read from the header, each as often as it was sent. */
@Tag("SES-10")
class CookieHeadersTest {
  private static List<String> read(String... headers) {
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                CookieHeadersTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, arguments) -> {
                  assertThat(method.getName()).isEqualTo("getHeaders");
                  assertThat(arguments).containsExactly("Cookie");
                  return Collections.enumeration(List.of(headers));
                });
    return Credentials.cookies(request, "__Host-muster");
  }

  @Test
  void a_cookie_is_found_wherever_it_is_and_as_often_as_it_is() {
    assertThat(read()).isEmpty();
    assertThat(read("__Host-muster=a")).containsExactly("a");
    assertThat(read("x=y; __Host-muster=a; z=w")).containsExactly("a");
    assertThat(read("x=y;__Host-muster=a\t;z=w")).containsExactly("a");
    assertThat(read("__Host-muster=a; __Host-muster=b")).containsExactly("a", "b");
    assertThat(read("__Host-muster=a", "x=y", "__Host-muster=a")).containsExactly("a", "a");
    assertThat(read("__Host-muster=a=b==")).containsExactly("a=b==");
    assertThat(read("__Host-muster=")).containsExactly("");
    assertThat(read(" __Host-muster= ")).containsExactly("");
  }

  @Test
  void a_value_stays_as_it_was_sent() {
    assertThat(read("__Host-muster=\"a\"")).containsExactly("\"a\"");
    assertThat(read("__Host-muster=a%00 b")).containsExactly("a%00 b");
  }

  @Test
  void what_only_looks_like_the_cookie_is_none() {
    for (String other :
        List.of(
            "",
            ";",
            "=",
            "__Host-muster",
            "__Host-muster ",
            "__Host-muster =a",
            "__host-muster=a",
            "x__Host-muster=a",
            "__Host-muster2=a",
            "=__Host-muster=a",
            "x=y, __Host-muster=a",
            "x=\"__Host-muster=a\"",
            "x=__Host-muster=a",
            "\u00a0__Host-muster=a")) {
      assertThat(read(other)).as(other).isEmpty();
    }
  }
}
