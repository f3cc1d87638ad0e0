package dev.muster.keycloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The server that the other tests stand on. */
@NeedsKeycloak
class KeycloakServerTest {
  @Test
  void a_realm_is_made_with_a_member_in_a_role(KeycloakServer server) {
    KeycloakRealm realm = server.newRealm();
    String user = realm.createUser("ann@example.com", null);
    String acme = realm.createOrganization("Acme", "acme");
    realm.join(acme, user);
    realm.grant(acme, user, "admin");

    assertThat(
            realm
                .get(
                    "/organizations/"
                        + acme
                        + "/members/"
                        + user
                        + "/groups?briefRepresentation=false")
                .path(0)
                .path("realmRoles")
                .path(0)
                .asText())
        .isEqualTo("admin");
    assertThat(realm.serviceClient(KeycloakRealm.READING).secret()).startsWith("marker-");
  }
}
