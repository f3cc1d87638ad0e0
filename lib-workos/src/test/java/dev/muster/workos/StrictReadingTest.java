package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.workos.common.http.RequestConfig;
import com.workos.common.http.RetryConfig;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Line;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is taken for an answer, and what is not. */
class StrictReadingTest {
  private static final String NOT_FOUND = "{\"message\":\"Organization not found: 'x'.\"}";

  @Test
  @Tag("MEM-1")
  void a_row_about_somebody_or_somewhere_else_makes_it_no_answer() {
    for (String other :
        List.of(
            Stubbed.MEMBERSHIP.replace("user_01ANN", "user_01BOB"),
            Stubbed.MEMBERSHIP.replace("org_01ACME", "org_01GLOBEX"))) {
      try (Stubbed stub = Stubbed.answering(200, Stubbed.page(Stubbed.MEMBERSHIP, other))) {
        unavailable(() -> stub.provider.findMembership(Stubbed.ACME, Stubbed.ANN));
      }
    }
    String stranger = Stubbed.MEMBERSHIP.replace("user_01ANN", "user_01BOB");
    try (Stubbed stub = Stubbed.answering(200, Stubbed.page(stranger))) {
      unavailable(() -> stub.provider.listMemberships(Stubbed.ANN));
      assertThat(stub.provider.listMembers(Stubbed.ACME)).hasSize(1);
      unavailable(() -> stub.provider.listMembers(new OrganizationId("org_01GLOBEX")));
    }
    try (Stubbed stub = Stubbed.answering(200, "{\"id\":\"org_02\",\"name\":\"Other\"}")) {
      unavailable(() -> stub.provider.findOrganization(Stubbed.ACME));
    }
  }

  @Test
  @Tag("MEM-1")
  void two_memberships_of_one_pair_are_no_answer() {
    String second = Stubbed.MEMBERSHIP.replace("om_01", "om_02").replace("active", "inactive");
    try (Stubbed stub = Stubbed.answering(200, Stubbed.page(Stubbed.MEMBERSHIP, second))) {
      unavailable(() -> stub.provider.findMembership(Stubbed.ACME, Stubbed.ANN));
    }
  }

  @Test
  @Tag("MEM-3")
  void a_cursor_that_comes_again_ends_the_walk_as_no_answer() {
    AtomicInteger pages = new AtomicInteger();
    try (Stubbed stub =
        Stubbed.answering(
            asked -> {
              pages.incrementAndGet();
              return Answer.of(200, Stubbed.pageBefore("\"om_01\"", Stubbed.MEMBERSHIP));
            })) {
      unavailable(() -> stub.provider.listMembers(Stubbed.ACME));
      assertThat(pages).hasValue(2);
    }
  }

  @Test
  @Tag("MEM-3")
  void a_404_on_a_later_page_is_no_answer() {
    try (Stubbed stub =
        Stubbed.answering(
            asked ->
                asked.uri().getQuery().contains("after=")
                    ? Answer.of(404, NOT_FOUND)
                    : Answer.of(200, Stubbed.pageBefore("\"om_01\"", Stubbed.MEMBERSHIP)))) {
      unavailable(() -> stub.provider.listMembers(Stubbed.ACME));
    }
  }

  @Test
  @Tag("ANS-3")
  void a_404_of_workos_is_a_definite_no() {
    try (Stubbed stub = Stubbed.answering(404, NOT_FOUND)) {
      assertThat(stub.provider.findMembership(Stubbed.ACME, Stubbed.ANN)).isEmpty();
      assertThat(stub.provider.findOrganization(Stubbed.ACME)).isEmpty();
      assertThat(stub.provider.findUser(Stubbed.ANN)).isEmpty();
      assertThat(stub.provider.listMembers(Stubbed.ACME)).isEmpty();
    }
  }

  @Test
  @Tag("ANS-2")
  void a_404_of_anybody_else_is_no_answer() {
    for (String body : List.of("", "<html>Not Found</html>", "{}", "[]", "{\"message\":7}")) {
      try (Stubbed stub = Stubbed.answering(404, body)) {
        unavailable(() -> stub.provider.findMembership(Stubbed.ACME, Stubbed.ANN));
        unavailable(() -> stub.provider.findOrganization(Stubbed.ACME));
        unavailable(() -> stub.provider.findUser(Stubbed.ANN));
        unavailable(() -> stub.provider.listMembers(Stubbed.ACME));
      }
    }
  }

  @Test
  @Tag("ANS-2")
  void a_refused_question_about_a_good_id_is_no_answer_and_about_an_odd_one_a_no() {
    for (int status : List.of(400, 422)) {
      try (Stubbed stub = Stubbed.answering(status, "{\"message\":\"Validation failed\"}")) {
        unavailable(() -> stub.provider.findMembership(Stubbed.ACME, Stubbed.ANN));
        OrganizationId odd = new OrganizationId("acme, inc.");
        assertThat(stub.provider.findMembership(odd, Stubbed.ANN)).isEmpty();
      }
    }
  }

  @Test
  @Tag("ANS-4")
  void a_refused_key_is_the_operators_error() {
    try (Stubbed unknown = Stubbed.answering(401, "{\"message\":\"Unauthorized\"}");
        Stubbed forbidden = Stubbed.answering(403, "{\"message\":\"Forbidden\"}")) {
      for (Stubbed stub : List.of(unknown, forbidden)) {
        misconfigured(() -> stub.provider.findMembership(Stubbed.ACME, Stubbed.ANN));
        misconfigured(() -> stub.provider.findOrganization(Stubbed.ACME));
        misconfigured(() -> stub.provider.findUser(Stubbed.ANN));
        misconfigured(() -> stub.provider.listMembers(Stubbed.ACME));
      }
      misconfigured(
          () ->
              unknown.provider.invite(
                  Stubbed.ACME, "b@example.org", new RoleSlug("x"), Stubbed.ANN));
    }
  }

  @Test
  @Tag("ANS-2")
  void a_redirect_is_not_followed_and_the_key_goes_nowhere_else() {
    try (Stubbed elsewhere = Stubbed.answering(200, Stubbed.page(Stubbed.MEMBERSHIP))) {
      for (int status : List.of(301, 302, 303, 307, 308)) {
        Answer away =
            new Answer(
                Line.WHOLE, status, Map.of("Location", elsewhere.server.url() + "/anything"), "{}");
        try (Stubbed stub = Stubbed.answering(asked -> away)) {
          unavailable(() -> stub.provider.findMembership(Stubbed.ACME, Stubbed.ANN));
        }
      }
      assertThat(elsewhere.server.asked()).isEmpty();
    }
  }

  @Test
  void control_the_sdk_follows_a_redirect_and_reads_whatever_comes() {
    String endless = "{\"x\":\"" + "x".repeat(5 * 1024 * 1024) + "\"}";
    try (Stubbed elsewhere = Stubbed.answering(200, endless)) {
      Answer away =
          new Answer(Line.WHOLE, 302, Map.of("Location", elsewhere.server.url() + "/any"), "{}");
      try (Stubbed stub = Stubbed.answering(asked -> away)) {
        assertThat(
                stub.sdk(RetryConfig.DISABLED)
                    .baseClient
                    .requestJson(new RequestConfig("GET", "/any"))
                    .path("x")
                    .textValue())
            .hasSize(5 * 1024 * 1024);
      }
    }
  }

  @Test
  @Tag("BAD-INPUT")
  void a_body_without_end_is_not_read_to_its_end() {
    String filler = "x".repeat(5 * 1024 * 1024);
    try (Stubbed stub =
        Stubbed.answering(200, "{\"id\":\"org_01ACME\",\"name\":\"" + filler + "\"}")) {
      unavailable(() -> stub.provider.findOrganization(Stubbed.ACME));
    }
  }

  @Test
  @Tag("MEM-11")
  @Timeout(60) // where each page had a deadline of its own, this would never end
  void all_pages_together_have_one_deadline() {
    AtomicInteger pages = new AtomicInteger();
    try (Stubbed stub =
        Stubbed.answering(
            asked ->
                Answer.of(
                    200,
                    Stubbed.pageBefore(
                        "\"" + pages.incrementAndGet() + "\"", Stubbed.MEMBERSHIP)))) {
      try (WorkOsProvider hasty =
          WorkOsProvider.of(
              Stubbed.settings(stub.server.url()).callDeadline(Duration.ofMillis(700)).build())) {
        unavailable(() -> hasty.listMembers(Stubbed.ACME));
      }
    }
  }

  @Test
  void after_close_every_call_is_unavailable() {
    try (Stubbed stub = Stubbed.answering(200, Stubbed.page(Stubbed.MEMBERSHIP))) {
      stub.provider.close();
      unavailable(() -> stub.provider.findMembership(Stubbed.ACME, Stubbed.ANN));
      assertThat(stub.server.asked()).isEmpty();
    }
  }

  private static void unavailable(ThrowingCallable call) {
    assertThatExceptionOfType(Unavailable.class).isThrownBy(call);
  }

  private static void misconfigured(ThrowingCallable call) {
    assertThatExceptionOfType(Misconfigured.class).isThrownBy(call);
  }
}
