package dev.muster.keycloak;

import dev.muster.keycloak.server.KeycloakServer;
import dev.muster.keycloak.server.NeedsKeycloak;
import dev.muster.testkit.contract.AdministrationUnderTest;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.OrganizationAdministrationContract;

/** The adapter on a real Keycloak keeps the contract of making organizations and members. */
@NeedsKeycloak
@OptsOut(
    rule = "adding_who_is_no_active_member_makes_one_or_is_refused_and_never_two",
    of = "PENDING",
    reason = "Keycloak knows no pending membership")
class KeycloakAdministrationContractTest extends OrganizationAdministrationContract {
  private final KeycloakServer server;

  KeycloakAdministrationContractTest(KeycloakServer server) {
    this.server = server;
  }

  @Override
  protected AdministrationUnderTest open() {
    return new KeycloakStage(server, 10);
  }
}
