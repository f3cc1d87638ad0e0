package dev.muster.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.keycloak.server.KeycloakAdmin;
import dev.muster.keycloak.server.KeycloakServer;
import dev.muster.keycloak.server.NeedsKeycloak;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles are the realm's, by the organization's groups. */
@NeedsKeycloak
class RolesOnKeycloakTest {
  private static final RoleSlug ADMIN = new RoleSlug("admin");
  private static final RoleSlug MEMBER = new RoleSlug("member");

  private final KeycloakServer server;
  private KeycloakStage stage;
  private OrganizationId acme;
  private UserId ann;

  RolesOnKeycloakTest(KeycloakServer server) {
    this.server = server;
  }

  @BeforeEach
  void open() {
    stage = new KeycloakStage(server, 10);
    acme = stage.createOrganization("Acme");
    ann = stage.createUser("ann@example.org");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, MEMBER);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @Tag("ROLE-5")
  void the_roles_of_all_groups_are_told_those_of_a_group_in_a_group_too() {
    stage.realm().good("POST", "/organizations/" + acme + "/groups", named("without roles"));
    String outer = stage.realm().group(acme.value(), "member");
    stage.realm().good("POST", group(outer) + "/children", named("inner"));
    String inner = stage.realm().get(group(outer) + "/children").path(0).path("id").asText();
    map(inner, "admin");
    for (int i = 0; i < 8; i++) {
      UserId other = stage.createUser("user" + i + "@example.org");
      stage.enrol(acme, other, MembershipStatus.ACTIVE, MEMBER);
    }
    stage.realm().good("PUT", group(inner) + "/members/" + ann, null);

    Membership found = stage.provider().findMembership(acme, ann).orElseThrow();

    assertThat(found.roles()).containsExactly(ADMIN, MEMBER);
    assertThat(stage.provider().listMembers(acme)).hasSize(9).contains(found);
    assertThat(stage.provider().listMemberships(ann)).containsExactly(found);
  }

  @Test
  void a_member_in_no_group_has_no_role() {
    UserId bob = stage.createUser("bob@example.org");
    stage.realm().join(acme.value(), bob.value());
    assertThat(stage.provider().findMembership(acme, bob).orElseThrow().roles()).isEmpty();
    assertThat(stage.keycloak().addMember(acme, bob, MEMBER).roles()).containsExactly(MEMBER);
  }

  @Test
  @Tag("ADM-1")
  void a_group_that_means_more_is_not_taken_and_a_group_without_the_role_is_not_given_it() {
    UserId bob = stage.createUser("bob@example.org");
    stage.realm().join(acme.value(), bob.value());
    String both = stage.realm().create("/organizations/" + acme + "/groups", named("leaders"));
    map(both, "admin");
    map(both, "member");
    String other = stage.realm().create("/organizations/" + acme + "/groups", named("admin"));
    stage.realm().good("PUT", group(other) + "/members/" + bob, null);
    Membership member = stage.provider().findMembership(acme, ann).orElseThrow();

    assertThatExceptionOfType(Rejected.class)
        .isThrownBy(() -> stage.lifecycle().changeRole(member, ADMIN))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo("group_name_taken"));

    assertThat(stage.provider().findMembership(acme, ann)).contains(member);
    assertThat(stage.provider().findMembership(acme, bob).orElseThrow().roles()).isEmpty();
  }

  @Test
  @Tag("ADM-1")
  void a_group_of_ours_that_lost_its_role_is_not_given_it_again_while_somebody_is_in_it() {
    UserId bob = stage.createUser("bob@example.org");
    var unused = stage.keycloak().addMember(acme, bob, ADMIN);
    unmap(stage.realm().group(acme.value(), "admin"), "admin");
    assertThat(stage.provider().findMembership(acme, bob).orElseThrow().roles()).isEmpty();
    Membership member = stage.provider().findMembership(acme, ann).orElseThrow();

    assertThatExceptionOfType(Rejected.class)
        .isThrownBy(() -> stage.lifecycle().changeRole(member, ADMIN))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo("group_name_taken"));

    assertThat(stage.provider().findMembership(acme, bob).orElseThrow().roles()).isEmpty();
  }

  @Test
  @Tag("ADM-1")
  void a_role_that_the_realm_does_not_define_is_rejected_and_leaves_nothing_behind() {
    Membership member = stage.provider().findMembership(acme, ann).orElseThrow();
    assertThatExceptionOfType(Rejected.class)
        .isThrownBy(() -> stage.lifecycle().changeRole(member, new RoleSlug("no such role")))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo("role_not_found"));
    assertThat(stage.realm().get("/organizations/" + acme + "/groups")).hasSize(1);
  }

  @Test
  @Tag("MEM-14")
  void members_are_listed_with_their_roles_in_fewer_requests_than_there_are_members() {
    for (int i = 0; i < 8; i++) {
      UserId other = stage.createUser("user" + i + "@example.org");
      stage.enrol(acme, other, MembershipStatus.ACTIVE, i < 2 ? ADMIN : MEMBER);
    }
    var unused = stage.provider().findUser(ann);
    AtomicInteger requests = counting();

    assertThat(stage.provider().listMembers(acme)).hasSize(9);

    // The organization, its members, its groups, the members of two groups, its groups again.
    assertThat(requests).hasValue(6);
  }

  @Test
  @Tag("MEM-14")
  void a_role_that_a_group_lost_while_it_was_read_is_given_to_nobody_who_joined_it_after() {
    for (int i = 0; i < 5; i++) {
      UserId other = stage.createUser("user" + i + "@example.org");
      stage.enrol(acme, other, MembershipStatus.ACTIVE, ADMIN);
    }
    String admins = stage.realm().group(acme.value(), "admin");
    String path = "/groups/" + admins + "/members";
    stage
        .gateway()
        .instead(
            asked -> {
              if (asked.uri().getPath().endsWith(path)) {
                stage.realm().good("DELETE", group(admins) + "/role-mappings/realm", role("admin"));
                stage.realm().good("PUT", group(admins) + "/members/" + ann, null);
              }
              return null;
            });

    assertThat(stage.provider().listMembers(acme))
        .filteredOn(member -> member.user().equals(ann))
        .allSatisfy(member -> assertThat(member.roles()).containsExactly(MEMBER));
  }

  @Test
  @Tag("ADM-1")
  void a_group_within_another_is_never_taken_for_a_role_since_it_gives_more() {
    String admins = stage.realm().group(acme.value(), "admin");
    stage.realm().good("POST", group(admins) + "/children", named("member"));
    String inner = stage.realm().get(group(admins) + "/children").path(0).path("id").asText();
    unmap(stage.realm().group(acme.value(), "member"), "member");
    map(inner, "member");
    UserId bob = stage.createUser("bob@example.org");

    assertThatExceptionOfType(Rejected.class)
        .isThrownBy(() -> stage.keycloak().addMember(acme, bob, MEMBER))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo("group_name_taken"));

    assertThat(stage.realm().get(group(inner) + "/members")).isEmpty();
  }

  @Test
  @Tag("ADM-1")
  void a_member_of_a_group_within_the_one_of_a_role_is_given_the_role() {
    String admins = stage.realm().group(acme.value(), "admin");
    stage.realm().good("POST", group(admins) + "/children", named("inner"));
    String inner = stage.realm().get(group(admins) + "/children").path(0).path("id").asText();
    map(inner, "member");
    stage.realm().good("PUT", group(inner) + "/members/" + ann, null);
    Membership member = stage.provider().findMembership(acme, ann).orElseThrow();

    assertThat(stage.lifecycle().changeRole(member, ADMIN).roles()).containsExactly(ADMIN);
  }

  @Test
  @Tag("ANS-4")
  void a_server_that_knows_members_and_no_groups_of_theirs_is_the_operators_error() {
    // More groups than members, so that members' groups are read and not groups' members.
    var unused = stage.realm().group(acme.value(), "admin");
    stage
        .gateway()
        .instead(
            asked ->
                asked.uri().getPath().endsWith("/members/" + ann + "/groups")
                    ? Answer.of(404, LogStub.NOT_FOUND)
                    : null);
    assertThatExceptionOfType(Misconfigured.class)
        .isThrownBy(() -> stage.provider().findMembership(acme, ann));
    assertThatExceptionOfType(Misconfigured.class)
        .isThrownBy(() -> stage.provider().listMemberships(ann));
    assertThatExceptionOfType(Misconfigured.class)
        .isThrownBy(() -> stage.provider().listMembers(acme));
  }

  @ParameterizedTest
  @ValueSource(strings = {"members", "count", "team/lead", "50%", "a;b", "a\\b", "a b?#&"})
  void a_role_of_any_name_can_be_given(String name) {
    RoleSlug role = new RoleSlug(name);
    stage.realm().defineRole(name);
    try {
      Membership member = stage.provider().findMembership(acme, ann).orElseThrow();
      assertThat(stage.lifecycle().changeRole(member, role).roles()).containsExactly(role);
    } finally {
      for (JsonNode defined : stage.realm().get("/roles")) {
        if (defined.path("name").asText().equals(name)) {
          stage.realm().good("DELETE", "/roles-by-id/" + defined.path("id").asText(), null);
        }
      }
    }
  }

  @Test
  void the_role_list_leaves_out_what_keycloak_makes_in_each_realm() {
    assertThat(stage.realm().get("/roles").findValuesAsText("name"))
        .contains("offline_access", "default-roles-" + stage.realm().name());
    assertThat(stage.keycloak().listRoles())
        .contains(ADMIN, MEMBER)
        .noneMatch(role -> role.value().startsWith("default-roles-"))
        .doesNotContain(new RoleSlug("offline_access"), new RoleSlug("uma_authorization"));
  }

  private AtomicInteger counting() {
    AtomicInteger requests = new AtomicInteger();
    stage
        .gateway()
        .instead(
            asked -> {
              requests.incrementAndGet();
              return null;
            });
    return requests;
  }

  private String group(String id) {
    return "/organizations/" + acme + "/groups/" + id;
  }

  private void map(String group, String role) {
    stage.realm().good("POST", group(group) + "/role-mappings/realm", role(role));
  }

  private void unmap(String group, String role) {
    stage.realm().good("DELETE", group(group) + "/role-mappings/realm", role(role));
  }

  private ArrayNode role(String name) {
    return JsonNodeFactory.instance.arrayNode().add(stage.realm().get("/roles/" + name));
  }

  private static ObjectNode named(String name) {
    return KeycloakAdmin.object().put("name", name);
  }
}
