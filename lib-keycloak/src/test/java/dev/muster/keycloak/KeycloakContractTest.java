package dev.muster.keycloak;

import dev.muster.keycloak.server.KeycloakServer;
import dev.muster.keycloak.server.NeedsKeycloak;
import dev.muster.testkit.contract.IdentityProviderContract;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.ProviderUnderTest;

/** The adapter on a real Keycloak keeps the provider contract, with pages of four. */
@NeedsKeycloak
@OptsOut(
    rule = "every_status_is_returned_as_it_is",
    of = "PENDING",
    reason = "Keycloak knows no pending membership")
@OptsOut(
    rule = "one_who_joins_again_has_a_new_membership_id",
    reason = "Keycloak has no id of a membership; it is known by its pair")
class KeycloakContractTest extends IdentityProviderContract {
  private final KeycloakServer server;

  KeycloakContractTest(KeycloakServer server) {
    this.server = server;
  }

  @Override
  protected ProviderUnderTest open() {
    return new KeycloakStage(server, 4);
  }

  /* More than two pages; each member takes several requests to make. */
  @Override
  protected int manyMembers() {
    return 9;
  }
}
