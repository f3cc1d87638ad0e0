package dev.muster.keycloak;

import dev.muster.keycloak.server.KeycloakServer;
import dev.muster.keycloak.server.NeedsKeycloak;
import dev.muster.testkit.contract.DirectoryWalkContract;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.WalkUnderTest;

/** The adapter on a real Keycloak keeps the contract of walks. */
@NeedsKeycloak
@OptsOut(
    rule = "a_member_of_every_status_is_met",
    of = "PENDING",
    reason = "Keycloak knows no pending membership")
class KeycloakWalkContractTest extends DirectoryWalkContract {
  private final KeycloakServer server;

  KeycloakWalkContractTest(KeycloakServer server) {
    this.server = server;
  }

  @Override
  protected WalkUnderTest open() {
    return new KeycloakStage(server, 100);
  }
}
