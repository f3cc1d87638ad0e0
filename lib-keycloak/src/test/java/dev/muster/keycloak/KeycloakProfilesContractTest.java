package dev.muster.keycloak;

import dev.muster.keycloak.server.KeycloakServer;
import dev.muster.keycloak.server.NeedsKeycloak;
import dev.muster.testkit.contract.MemberProfilesContract;
import dev.muster.testkit.contract.ProfilesUnderTest;

/** The adapter on a real Keycloak keeps the contract of profiles, with pages of four. */
@NeedsKeycloak
class KeycloakProfilesContractTest extends MemberProfilesContract {
  private final KeycloakServer server;

  KeycloakProfilesContractTest(KeycloakServer server) {
    this.server = server;
  }

  @Override
  protected ProfilesUnderTest open() {
    return new KeycloakStage(server, 4);
  }

  /* More than two pages; each member takes several requests to make. */
  @Override
  protected int manyMembers() {
    return 9;
  }
}
