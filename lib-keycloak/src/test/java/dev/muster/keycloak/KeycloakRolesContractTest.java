package dev.muster.keycloak;

import dev.muster.keycloak.server.KeycloakServer;
import dev.muster.keycloak.server.NeedsKeycloak;
import dev.muster.testkit.contract.RoleCatalogContract;
import dev.muster.testkit.contract.RoleCatalogUnderTest;

/** The adapter on a real Keycloak keeps the contract of the list of roles, with pages of ten. */
@NeedsKeycloak
class KeycloakRolesContractTest extends RoleCatalogContract {
  private final KeycloakServer server;

  KeycloakRolesContractTest(KeycloakServer server) {
    this.server = server;
  }

  @Override
  protected RoleCatalogUnderTest open() {
    return new KeycloakStage(server, 10);
  }
}
