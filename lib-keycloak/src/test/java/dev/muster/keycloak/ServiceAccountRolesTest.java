package dev.muster.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.keycloak.server.KeycloakRealm;
import dev.muster.keycloak.server.KeycloakServer;
import dev.muster.keycloak.server.NeedsKeycloak;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Misconfigured;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The roles of the service account: with the fewest it works, and with one less Keycloak's silence
 * is never taken for a no.
 */
@NeedsKeycloak
@Tag("ANS-4")
class ServiceAccountRolesTest {
  private static final List<String> READING = List.of("view-organizations", "view-users");
  private static final List<String> WRITING =
      List.of("manage-organizations", "manage-users", "view-realm");
  private static final RoleSlug ADMIN = new RoleSlug("admin");
  private static final RoleSlug MEMBER = new RoleSlug("member");

  private final KeycloakServer server;
  private KeycloakStage stage;
  private OrganizationId acme;
  private UserId ann;

  ServiceAccountRolesTest(KeycloakServer server) {
    this.server = server;
  }

  @BeforeEach
  void open() {
    stage = new KeycloakStage(server, 10);
    acme = stage.createOrganization("Acme");
    ann = stage.createUser("ann@example.org");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, ADMIN);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void two_roles_suffice_to_read() {
    Membership admin = stage.provider().findMembership(acme, ann).orElseThrow();
    try (KeycloakProvider reader = with(READING)) {
      assertThat(reader.findMembership(acme, ann)).contains(admin);
      assertThat(reader.listMembers(acme)).containsExactly(admin);
      assertThat(reader.listMemberships(ann)).containsExactly(admin);
      assertThat(reader.directoryWalk().members(acme, null, 10).items()).containsExactly(admin);
      assertThat(reader.directoryWalk().organizations(null, 10).items()).hasSize(1);
      assertThat(reader.profiles(acme, Set.of(ann))).hasSize(1);
      refused(reader, "listRoles", KeycloakProvider::listRoles);
    }
  }

  @TestFactory
  Stream<DynamicTest> with_one_less_or_a_weaker_one_no_read_is_a_no_or_a_shorter_list() {
    return Stream.of(
            List.of("view-users"),
            List.of("view-organizations"),
            List.of("view-users", "query-organizations"),
            List.of("view-organizations", "query-users"),
            List.<String>of())
        .map(roles -> dynamicTest(roles.toString(), () -> refusesEachRead(roles)));
  }

  @Test
  void three_roles_suffice_to_write() {
    UserId bob = stage.createUser("bob@example.org");
    try (KeycloakProvider writer = with(WRITING)) {
      OrganizationId made = writer.createOrganization("Made", "key-1").id();
      Membership member = writer.addMember(made, bob, MEMBER);
      assertThat(writer.changeRole(member, ADMIN).roles()).containsExactly(ADMIN);
      writer.removeMember(member);
      assertThat(writer.findMembership(made, bob)).isEmpty();
      writer.deleteOrganization(made);
      assertThat(writer.findOrganization(made)).isEmpty();
    }
  }

  @TestFactory
  Stream<DynamicTest> with_one_less_what_needs_it_is_misconfigured() {
    return WRITING.stream()
        .map(missing -> dynamicTest("without " + missing, () -> refusesAWrite(missing)));
  }

  @TestFactory
  Stream<DynamicTest> a_role_that_is_lost_while_the_token_still_tells_it_makes_no_list_shorter() {
    Map<String, List<String>> weaker = new LinkedHashMap<>();
    for (String list : List.of("listMembers", "profiles", "members")) {
      weaker.put(list, List.of("view-organizations", "query-users"));
    }
    for (String list : List.of("listMemberships", "organizations")) {
      weaker.put(list, List.of("view-users", "query-organizations"));
    }
    return weaker.entrySet().stream()
        .map(list -> dynamicTest(list.getKey(), () -> notShorter(list.getKey(), list.getValue())));
  }

  private void notShorter(String list, List<String> weaker) {
    KeycloakRealm.Client client = stage.realm().serviceClient(READING);
    try (KeycloakProvider reader = KeycloakProvider.of(stage.settings(client).build())) {
      assertThat(reader.listMembers(acme)).hasSize(1);
      stage.realm().allow(client, weaker);
      refused(reader, list, Objects.requireNonNull(reads().get(list)));
    }
  }

  @Test
  void a_realm_whose_organizations_are_switched_off_is_misconfigured_and_never_empty() {
    switchOrganizations(false);
    try {
      Map<String, Consumer<KeycloakProvider>> reads = reads();
      reads.remove("findUser");
      reads.forEach((name, read) -> refused(stage.keycloak(), name, read));
      refused(stage.keycloak(), "deleteOrganization", p -> p.deleteOrganization(acme));
    } finally {
      switchOrganizations(true);
    }
    assertThat(stage.provider().findMembership(acme, ann)).isPresent();
  }

  private void refusesEachRead(List<String> roles) {
    try (KeycloakProvider reader = with(roles)) {
      Map<String, Consumer<KeycloakProvider>> reads = reads();
      if (roles.contains("view-users")) {
        reads.remove("findUser");
      }
      if (roles.contains("view-organizations")) {
        reads.remove("findOrganization");
        reads.remove("organizations");
      }
      reads.forEach((name, read) -> refused(reader, name, read));
    }
  }

  private void refusesAWrite(String missing) {
    OrganizationId empty = stage.createOrganization("Without " + missing);
    List<String> roles = new ArrayList<>(WRITING);
    roles.remove(missing);
    // Reading is allowed, so that it is the write that is refused.
    roles.addAll(READING);
    try (KeycloakProvider writer = with(roles)) {
      refused(writer, missing, p -> p.addMember(empty, ann, ADMIN));
    }
    assertThat(stage.provider().findMembership(empty, ann)).isEmpty();
  }

  private Map<String, Consumer<KeycloakProvider>> reads() {
    Map<String, Consumer<KeycloakProvider>> reads = new LinkedHashMap<>();
    reads.put("findMembership", p -> p.findMembership(acme, ann));
    reads.put("findOrganization", p -> p.findOrganization(acme));
    reads.put("findUser", p -> p.findUser(ann));
    reads.put("listMembers", p -> p.listMembers(acme));
    reads.put("listMemberships", p -> p.listMemberships(ann));
    reads.put("profiles", p -> p.profiles(acme, Set.of(ann)));
    reads.put("organizations", p -> p.directoryWalk().organizations(null, 10));
    reads.put("members", p -> p.directoryWalk().members(acme, null, 10));
    return reads;
  }

  private static void refused(
      KeycloakProvider provider, String name, Consumer<KeycloakProvider> read) {
    assertThatExceptionOfType(Misconfigured.class).as(name).isThrownBy(() -> read.accept(provider));
  }

  private KeycloakProvider with(List<String> roles) {
    return KeycloakProvider.of(stage.settings(stage.realm().serviceClient(roles)).build());
  }

  private void switchOrganizations(boolean on) {
    ObjectNode realm = (ObjectNode) stage.realm().get("");
    stage.realm().good("PUT", "", realm.put("organizationsEnabled", on));
  }
}
