package dev.muster.keycloak;

import dev.muster.keycloak.server.KeycloakRealm;
import dev.muster.keycloak.server.KeycloakServer;
import dev.muster.keycloak.server.NeedsKeycloak;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.SessionProviderContract;
import dev.muster.testkit.contract.SessionsUnderTest;
import org.junit.jupiter.api.BeforeAll;

/** Sign-in at a real Keycloak keeps the session contract. */
@NeedsKeycloak
@OptsOut(
    rule = "a_token_used_again_was_exchanged_already_and_harms_nothing",
    reason = "Keycloak takes a spent token again, or ends the session of one, as the realm says")
@OptsOut(
    rule = "an_organization_refuses_who_is_no_active_member_and_the_token_stays_good",
    reason = "Keycloak ends a session begun by a member of one organization with the membership")
class KeycloakSessionsContractTest extends SessionProviderContract {
  private static KeycloakRealm realm;

  @BeforeAll
  static void openRealm(KeycloakServer server) {
    realm = server.newRealm();
  }

  @Override
  protected SessionsUnderTest open() {
    return new SignInStage(realm);
  }
}
