package dev.muster.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.keycloak.server.KeycloakServer;
import dev.muster.keycloak.server.NeedsKeycloak;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Keycloak lists though it is disabled grants nothing. */
@NeedsKeycloak
@Tag("MEM-1")
class DisabledOnKeycloakTest {
  private static final RoleSlug ADMIN = new RoleSlug("admin");

  private final KeycloakServer server;
  private KeycloakStage stage;
  private OrganizationId acme;
  private OrganizationId globex;
  private UserId ann;
  private UserId bob;

  DisabledOnKeycloakTest(KeycloakServer server) {
    this.server = server;
  }

  @BeforeEach
  void open() {
    stage = new KeycloakStage(server, 10);
    acme = stage.createOrganization("Acme");
    globex = stage.createOrganization("Globex");
    ann = stage.createUser("ann@example.org");
    bob = stage.createUser("bob@example.org");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, ADMIN);
    stage.enrol(globex, ann, MembershipStatus.ACTIVE, ADMIN);
    stage.enrol(acme, bob, MembershipStatus.ACTIVE, ADMIN);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void a_disabled_organization_makes_all_its_memberships_inactive_and_no_others() {
    stage.enable("/organizations/" + acme, false);
    isActive(acme, ann, false);
    isActive(acme, bob, false);
    isActive(globex, ann, true);

    stage.enable("/organizations/" + acme, true);
    isActive(acme, ann, true);
  }

  @Test
  void a_disabled_user_is_inactive_in_every_organization_and_nobody_else_is() {
    stage.enable("/users/" + ann, false);
    isActive(acme, ann, false);
    isActive(globex, ann, false);
    isActive(acme, bob, true);
  }

  @Test
  @Tag("ADM-1")
  void a_new_name_neither_enables_an_organization_nor_takes_its_domains() {
    ObjectNode document = (ObjectNode) stage.realm().get("/organizations/" + acme);
    document.put("enabled", false).put("description", "Makers of things");
    document.putArray("domains").addObject().put("name", "acme.example").put("verified", true);
    stage.realm().good("PUT", "/organizations/" + acme, document);

    stage.lifecycle().rename(acme, "Acme 2");

    assertThat(stage.realm().get("/organizations/" + acme))
        .isEqualTo(document.put("name", "Acme 2"));
  }

  private void isActive(OrganizationId organization, UserId user, boolean active) {
    Membership found = stage.provider().findMembership(organization, user).orElseThrow();
    assertThat(found.isActive()).isEqualTo(active);
    assertThat(stage.provider().listMembers(organization)).contains(found);
    assertThat(stage.provider().listMemberships(user)).contains(found);
    assertThat(stage.walk().members(organization, null, 10).items()).contains(found);
  }
}
