package dev.muster.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.RoleSlug;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderEvent.MembershipEnded;
import dev.muster.provider.ProviderEvent.MembershipStated;
import dev.muster.provider.ProviderEvent.Other;
import dev.muster.provider.ProviderEvent.ReachUnknown;
import dev.muster.provider.ProviderEvent.RoleChanged;
import dev.muster.provider.ProviderEvent.What;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was done, to what, in forms that are known, and in others. */
@Tag("FEED-1")
class LogFormsTest {
  private final LogStub stub = new LogStub();

  @AfterEach
  void close() {
    stub.close();
  }

  @ParameterizedTest
  @Tag("BAD-INPUT")
  @CsvSource({
    "ORGANIZATION_MEMBERSHIP, DELETE, organizations/acme/members/ann/more",
    "ORGANIZATION_MEMBERSHIP, UPDATE, organizations/acme/members/ann",
    "ORGANIZATION_MEMBERSHIP, DELETE, organizations/acme/members/count",
    "ORGANIZATION_MEMBERSHIP, DELETE, organizations",
    "ORGANIZATION_GROUP_MEMBERSHIP, DELETE, organizations/acme/groups/members/ann",
    "ORGANIZATION_GROUP, DELETE, organizations/acme",
    "ORGANIZATION, DELETE, organizations",
    "REALM_ROLE_MAPPING, DELETE, organizations/acme/groups/g/role-mappings",
    "REALM_ROLE, DELETE, roles/a/b",
    "REALM_ROLE, DELETE, roles",
    "REALM_ROLE, UPDATE, roles-by-id/1",
    "REALM, UPDATE, ''",
    "REALM, UPDATE, events/config",
    "REALM, ACTION, user-storage/directory/sync",
    "COMPONENT, UPDATE, components/directory",
    "COMPONENT, DELETE, components/directory",
    "REALM_ROLE_MAPPING, DELETE, ui-ext/role-mapping-delete/groups/g",
    "USER, UPDATE, scim/v2/Users/ann",
    "USER, DELETE, scim/v2/Users/ann",
    "USER, DELETE, users",
    "DELETE_ACCOUNT, '', ''",
    LogStub.LOCKED + ", '', ''"
  })
  void what_may_be_about_anybody_is_told_so(String type, String operation, String path) {
    assertThat(told(type, operation, path)).containsExactly(new ReachUnknown(type));
  }

  @ParameterizedTest
  @CsvSource({
    "ORGANIZATION_MEMBERSHIP, ACTION, organizations/acme/members/invite-user",
    "ORGANIZATION_MEMBERSHIP, ACTION, organizations/acme/members/invite-existing-user",
    "ORGANIZATION_MEMBERSHIP, CREATE, organizations/acme/members",
    "ORGANIZATION_MEMBERSHIP, DELETE, organizations/acme/invitations/i",
    "ORGANIZATION_GROUP, CREATE, organizations/acme/groups",
    "REALM_ROLE_MAPPING, CREATE, users/ann/role-mappings/realm",
    "REALM_ROLE_MAPPING, DELETE, ui-ext/role-mapping-delete/users/ann",
    "REALM_ROLE, CREATE, roles/a/b",
    "REALM_ROLE, DELETE, roles-by-id/1/composites",
    "COMPONENT, CREATE, components",
    "REALM, ACTION, logout-all",
    "USER, ACTION, users/ann/reset-password",
    "USER, DELETE, users/ann/profile",
    "USER, CREATE, users/ann",
    "LOGOUT, '', ''"
  })
  void what_gives_and_takes_nothing_is_told_as_that(String type, String operation, String path) {
    assertThat(told(type, operation, path)).containsExactly(new Other(type));
    assertThat(stub.server.asked()).noneMatch(one -> one.uri().getPath().contains("invite-"));
  }

  @Test
  void a_role_named_like_a_path_is_told_apart_from_that_path() {
    stub.act(1, "a", "REALM_ROLE", "DELETE", "roles/x/composites", ",\"representation\":\"[]\"");
    stub.act(2, "b", "REALM_ROLE", "DELETE", "roles/x/composites", named("x/composites"));
    stub.act(3, "c", "REALM_ROLE", "UPDATE", "roles/a/b", named("a/b"));
    stub.act(4, "d", "REALM_ROLE", "UPDATE", "roles/a/b", named("a"));
    assertThat(told())
        .containsExactly(
            new RoleChanged(new RoleSlug("x"), null),
            new ReachUnknown("REALM_ROLE"),
            new RoleChanged(new RoleSlug("a/b"), null),
            new ReachUnknown("REALM_ROLE"));
  }

  @Test
  void who_was_made_in_an_organization_is_looked_up_by_name_wherever_the_path_ends() {
    stub.members.add("ann");
    stub.instead =
        asked ->
            asked.uri().getPath().endsWith("/users") ? Answer.of(200, "[{\"id\":\"ann\"}]") : null;
    String who = ",\"details\":{\"username\":\"ann@example.org\"}";
    String path = "organizations/acme/members";
    stub.act(1, "a", "ORGANIZATION_MEMBERSHIP", "CREATE", path, who);
    stub.act(2, "b", "ORGANIZATION_MEMBERSHIP", "CREATE", path + "/create-user", who);
    assertThat(told()).hasSize(2).hasOnlyElementsOfType(MembershipStated.class);
  }

  @Test
  void a_user_in_more_organizations_than_one_call_reads_is_told_as_everybody() {
    for (int organizations : List.of(Restated.MOST, Restated.MOST + 1)) {
      String rows =
          IntStream.range(0, organizations)
              .mapToObj(i -> "{\"id\":\"o" + i + "\",\"name\":\"O\",\"enabled\":true}")
              .collect(Collectors.joining(",", "[", "]"));
      stub.members.add("ann");
      stub.instead =
          asked ->
              asked.uri().getPath().endsWith("/members/ann/organizations")
                  ? Answer.of(200, rows)
                  : null;
      stub.log.clear();
      List<What> told = told("USER", "UPDATE", "users/ann");
      if (organizations == Restated.MOST) {
        assertThat(told).hasSize(25).hasOnlyElementsOfType(MembershipStated.class);
      } else {
        assertThat(told).containsExactly(new ReachUnknown("USER"));
      }
    }
  }

  @Test
  void a_failed_act_is_no_act() {
    String failed = ",\"error\":\"unknown\"";
    stub.act(1, "a", "REALM_ROLE", "DELETE", "roles/x", failed);
    assertThat(told()).containsExactly(new Other("failed REALM_ROLE"));
  }

  @Test
  @Tag("BAD-INPUT")
  void ids_of_any_length_are_met_by_no_defect() {
    String word = "x".repeat(250);
    String path = "organizations/" + word + "/members/";
    stub.act(1, "a", "ORGANIZATION_MEMBERSHIP", "DELETE", path + "x".repeat(300), "");
    assertThat(told()).containsExactly(new ReachUnknown("ORGANIZATION_MEMBERSHIP"));
    stub.log.clear();
    stub.act(1, "a", "ORGANIZATION_MEMBERSHIP", "DELETE", path + "ann", "");
    assertThat(told()).hasSize(1).hasOnlyElementsOfType(MembershipEnded.class);
  }

  private static String named(String role) {
    return ",\"representation\":\"{\\\"name\\\":\\\"" + role + "\\\"}\"";
  }

  private List<What> told(String type, String operation, String path) {
    if (operation.isEmpty()) {
      stub.log.add(new LogStub.Saved(1, "a", type, ""));
    } else {
      stub.act(1, "a", type, operation, path, "");
    }
    return told();
  }

  private List<What> told() {
    return stub.events.after(null, 25).orElseThrow().events().stream()
        .map(ProviderEvent::what)
        .toList();
  }
}
