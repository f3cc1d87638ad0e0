package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.EventSource;
import dev.muster.provider.EventSource.Page;
import dev.muster.provider.ProviderEvent.MembershipStated;
import dev.muster.provider.ProviderEvent.Other;
import dev.muster.provider.ProviderEvent.RoleChanged;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What of WorkOS's log is an answer, what is none, and what is a cursor that is lost. */
@Tag("FEED-1")
class StrictEventsTest {
  private static final String TIME = "\"created_at\":\"2026-03-01T12:00:00.000Z\"";
  private static final String MEMBER = event("organization_membership.updated", Stubbed.MEMBERSHIP);

  @Test
  void an_event_about_access_that_cannot_be_read_is_no_answer_and_is_not_left_out() {
    for (String broken :
        List.of(
            event("organization_membership.updated", "{}"),
            event("organization_membership.deleted", Stubbed.MEMBERSHIP.replace("om_01", "")),
            event("organization_membership.created", Stubbed.MEMBERSHIP.replace("status", "s")),
            event("organization.updated", "{\"id\":\"org_1\"}"),
            event("organization.deleted", "{}"),
            event("user.deleted", "{\"id\":7}"),
            event("session.revoked", "{\"id\":\"session_1\"}"),
            event("role.updated", "{\"slug\":\"\"}"),
            MEMBER.replace("event_1", " "),
            MEMBER.replace("2026-03-01", "yesterday"),
            MEMBER.replace("\"event\":", "\"type\":"),
            "{}",
            "7",
            "null")) {
      unavailable(200, Stubbed.page(MEMBER, broken));
    }
  }

  @Test
  void what_is_no_list_is_no_answer_and_never_the_end_of_the_log() {
    for (String body :
        List.of("{}", "[]", "", "{\"data\":{}}", "{\"data\":[]}", "{\"list_metadata\":{}}")) {
      unavailable(200, body);
    }
  }

  @Test
  void optional_fields_may_be_missing_and_a_type_that_is_not_known_says_nothing() {
    String bare = "{\"id\":\"event_1\",\"event\":\"moon.risen\"," + TIME + "}";
    String role = event("organization_role.updated", "{\"slug\":\"org:billing\"}");
    String own =
        event("organization_role.deleted", "{\"slug\":\"x\",\"organization_id\":\"org_1\"}");
    Page page = after("event_0", 200, Stubbed.page(MEMBER, bare, role, own)).orElseThrow();
    assertThat(page.events().get(0).what()).isInstanceOf(MembershipStated.class);
    assertThat(page.events().get(1).what()).isEqualTo(new Other("moon.risen"));
    assertThat(page.events().get(2).what())
        .isEqualTo(new RoleChanged(new RoleSlug("org:billing"), null));
    assertThat(page.events().get(3).what())
        .isEqualTo(new RoleChanged(new RoleSlug("x"), new OrganizationId("org_1")));
    assertThat(page.last()).isTrue();
  }

  @Test
  void a_page_that_leads_back_to_itself_is_no_answer() {
    unavailable(200, Stubbed.pageBefore("\"event_0\""));
  }

  @Test
  @Tag("FEED-3")
  void a_refusal_of_the_cursor_is_a_lost_cursor() {
    assertThat(after("event_0", 400, "{\"message\":\"Bad cursor\"}")).isEmpty();
    assertThat(after("event_0", 404, "{\"message\":\"Not found\"}")).isEmpty();
    assertThat(after("event_0", 422, "{\"message\":\"Invalid\"}")).isEmpty();
    assertThat(after("event_0", 422, refusedField("after"))).isEmpty();
  }

  @Test
  @Tag("FEED-5")
  void a_refusal_of_the_place_of_a_walk_begins_it_again_and_is_no_end() {
    for (String body :
        List.of("{\"message\":\"Validation failed.\"}", refusedField("after"), "{}")) {
      try (Stubbed stub = Stubbed.answering(422, body)) {
        DirectoryWalk walk = stub.provider.directoryWalk();
        assertThatExceptionOfType(Rejected.class).isThrownBy(() -> walk.organizations("org_1", 10));
        assertThatExceptionOfType(Rejected.class)
            .isThrownBy(() -> walk.members(Stubbed.ACME, "om_1", 10));
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> walk.organizations(null, 10));
        assertThatExceptionOfType(Unavailable.class)
            .isThrownBy(() -> walk.members(Stubbed.ACME, null, 10));
      }
    }
  }

  @Test
  @Tag("ANS-2")
  void a_refusal_of_something_else_is_no_lost_cursor() {
    unavailable(422, refusedField("events"));
    unavailable(404, "<html>");
    unavailable(400, "<html>");
    unavailable(409, "{\"message\":\"Conflict\"}");
    unavailable(500, "{\"message\":\"Internal Server Error\"}");
    unavailable(429, "{\"message\":\"Rate limit exceeded\"}");
    for (int status : List.of(400, 404, 422)) {
      try (Stubbed stub = Stubbed.answering(status, "{\"message\":\"Not found\"}")) {
        EventSource events = stub.provider.eventSource();
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> events.after(null, 10));
        assertThatExceptionOfType(Unavailable.class).isThrownBy(events::latest);
        assertThatExceptionOfType(Unavailable.class)
            .isThrownBy(() -> events.since(Instant.EPOCH, 10));
      }
    }
  }

  @Test
  @Tag("ANS-4")
  void a_key_that_may_not_ask_is_the_operators_error() {
    for (int status : List.of(401, 403)) {
      try (Stubbed stub = Stubbed.answering(status, "{\"message\":\"Forbidden\"}")) {
        assertThatExceptionOfType(Misconfigured.class)
            .isThrownBy(() -> stub.provider.eventSource().after("event_0", 10));
        assertThatExceptionOfType(Misconfigured.class)
            .isThrownBy(() -> stub.provider.directoryWalk().organizations("org_1", 10));
      }
    }
  }

  @Test
  void the_oldest_first_is_always_asked_for_and_never_more_than_a_hundred() {
    try (Stubbed stub = Stubbed.answering(200, Stubbed.page(MEMBER))) {
      EventSource events = stub.provider.eventSource();
      assertThat(events.after("event_0", 1_000)).isPresent();
      assertThat(events.since(Instant.parse("2026-03-01T12:00:00Z"), 5).events()).hasSize(1);
      assertThat(events.latest()).contains("event_1");
      assertThat(stub.server.asked())
          .extracting(asked -> asked.uri().getQuery().replaceAll("events=[a-z_.,]+&", ""))
          .containsExactly(
              "order=asc&limit=100&after=event_0",
              "order=asc&limit=5&range_start=2026-03-01T11:59:59.999Z",
              "order=desc&limit=1");
      assertThat(stub.server.asked())
          .allSatisfy(
              asked ->
                  assertThat(asked.uri().getQuery())
                      .contains("organization_membership.deleted", "user.deleted"));
    }
  }

  private static void unavailable(int status, String body) {
    assertThatExceptionOfType(Unavailable.class)
        .as(body)
        .isThrownBy(() -> after("event_0", status, body));
  }

  private static Optional<Page> after(String cursor, int status, String body) {
    try (Stubbed stub = Stubbed.answering(status, body)) {
      return stub.provider.eventSource().after(cursor, 10);
    }
  }

  private static String refusedField(String field) {
    return "{\"message\":\"Validation failed.\",\"errors\":[{\"code\":\"invalid\",\"field\":\""
        + field
        + "\"}]}";
  }

  private static String event(String type, String data) {
    return "{\"id\":\"event_1\",\"event\":\"" + type + "\",\"data\":" + data + "," + TIME + "}";
  }
}
