package dev.muster.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.provider.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests, as they are put together. */
class RestRequestTest {
  @Test
  void whatever_a_segment_holds_it_stays_one_segment() {
    assertThat(RestRequest.get("organizations", "a/b", "c?d#e", "f g+h", "é").pathAndQuery())
        .isEqualTo("/organizations/a%2Fb/c%3Fd%23e/f%20g%2Bh/%C3%A9");
  }

  @Test
  void dots_alone_lead_nowhere() {
    assertThat(RestRequest.get("x", "..", ".", "...", "a.b").pathAndQuery())
        .isEqualTo("/x/%2E%2E/%2E/.../a.b");
  }

  @Test
  void an_empty_segment_is_refused_so_that_one_thing_never_becomes_a_list() {
    assertThatThrownBy(() -> RestRequest.get("organizations", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void parameters_are_escaped_and_may_be_repeated() {
    assertThat(RestRequest.get("users").query("id", "a&b").query("id", "c=d").pathAndQuery())
        .isEqualTo("/users?id=a%26b&id=c%3Dd");
  }

  @Test
  void a_form_is_escaped() {
    assertThat(RestRequest.post("token").form(Map.of("secret", "a b&c")).body())
        .isEqualTo("secret=a%20b%26c");
  }

  @Test
  void nothing_of_it_is_printed() {
    RestRequest request =
        RestRequest.post("users", "ann").bearer(Secret.of("marker-bearer")).query("q", "ann");
    assertThat(request).hasToString("RestRequest[POST]");
  }
}
