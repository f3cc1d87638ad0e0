package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.name.RoleSlug;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.workos.emulator.NeedsDocument;
import dev.muster.workos.emulator.WorkOsDocument;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How the list of an environment's roles is read, on answers as WorkOS's document has them. */
@Tag("ROLE-3")
class RoleListTest {
  private static final String PATH = "/authorization/roles";

  private static String role(String slug, String resource) {
    return String.format(
        Locale.ROOT,
        "{\"slug\":\"%s\",\"object\":\"role\",\"id\":\"role_01%s\",\"name\":\"A role\","
            + "\"description\":null,\"type\":\"EnvironmentRole\",\"resource_type_slug\":\"%s\","
            + "\"permissions\":[],\"created_at\":\"2026-01-15T12:00:00.000Z\","
            + "\"updated_at\":\"2026-01-15T12:00:00.000Z\"}",
        slug,
        slug,
        resource);
  }

  private static String list(String... roles) {
    return "{\"object\":\"list\",\"data\":[" + String.join(",", roles) + "]}";
  }

  @Nested
  @NeedsDocument
  class On_the_document {
    @Test
    void the_answer_of_the_document_is_the_whole_list_in_one_request(WorkOsDocument document) {
      String answer = list(role("admin", "organization"), role("member", "organization"));
      assertThat(document.faultsOfAnswer("GET", PATH, 200, answer)).isEmpty();
      assertThat(document.faultsOfAnswer("GET", PATH, 200, list("{}"))).isNotEmpty();
      assertThat(document.hasQueryParameter("GET", PATH, "limit")).isFalse();
      try (Stubbed stub = Stubbed.answering(200, answer)) {
        assertThat(stub.provider.listRoles())
            .containsExactlyInAnyOrder(new RoleSlug("admin"), new RoleSlug("member"));
        assertThat(stub.server.asked())
            .extracting(asked -> asked.method() + " " + asked.uri())
            .containsExactly("GET " + PATH);
      }
    }
  }

  @Test
  void a_role_of_another_resource_is_no_role_of_members() {
    try (Stubbed stub =
        Stubbed.answering(200, list(role("editor", "document"), role("member", "organization")))) {
      assertThat(stub.provider.listRoles()).containsExactly(new RoleSlug("member"));
    }
    try (Stubbed bare = Stubbed.answering(200, list("{\"slug\":\"member\"}"))) {
      assertThat(bare.provider.listRoles()).containsExactly(new RoleSlug("member"));
    }
  }

  @Test
  @Tag("MEM-3")
  void a_cursor_that_comes_is_followed_also_with_pages_of_one() {
    try (Stubbed stub =
        Stubbed.answering(
            asked -> {
              String query = asked.uri().getQuery();
              int at = query == null ? 0 : Integer.parseInt(query.replace("after=", ""));
              String next = at == 2 ? "null" : "\"" + (at + 1) + "\"";
              String metadata = ",\"list_metadata\":{\"before\":null,\"after\":" + next + "}}";
              String page = list(role("role-" + at, "organization"));
              return Answer.of(200, page.substring(0, page.length() - 1) + metadata);
            })) {
      assertThat(stub.provider.listRoles())
          .containsExactlyInAnyOrder(
              new RoleSlug("role-0"), new RoleSlug("role-1"), new RoleSlug("role-2"));
    }
  }

  @Test
  @Tag("MEM-3")
  void a_cursor_that_comes_again_is_no_answer() {
    try (Stubbed stub =
        Stubbed.answering(200, "{\"data\":[],\"list_metadata\":{\"after\":\"again\"}}")) {
      assertThatExceptionOfType(Unavailable.class).isThrownBy(stub.provider::listRoles);
      assertThat(stub.server.asked()).hasSize(2);
    }
  }

  @Test
  @Tag("ANS-2")
  void what_is_no_list_is_no_answer_and_never_an_empty_one() {
    for (String body :
        List.of(
            "{}",
            "[]",
            "{\"data\":{}}",
            list("{}"),
            list("{\"slug\":7}"),
            list("{\"slug\":\"\"}"))) {
      try (Stubbed stub = Stubbed.answering(200, body)) {
        assertThatExceptionOfType(Unavailable.class).as(body).isThrownBy(stub.provider::listRoles);
      }
    }
    for (int status : List.of(400, 404, 422)) {
      try (Stubbed stub = Stubbed.answering(status, "{\"message\":\"Not found\"}")) {
        assertThatExceptionOfType(Unavailable.class).isThrownBy(stub.provider::listRoles);
      }
    }
  }

  @Test
  @Tag("ANS-4")
  void a_key_that_may_not_ask_is_the_operators_error() {
    for (int status : List.of(401, 403)) {
      try (Stubbed stub = Stubbed.answering(status, "{\"message\":\"Forbidden\"}")) {
        assertThatExceptionOfType(Misconfigured.class).isThrownBy(stub.provider::listRoles);
      }
    }
  }
}
