package dev.muster.keycloak;

import dev.muster.keycloak.server.KeycloakRealm;
import dev.muster.keycloak.server.KeycloakServer;
import dev.muster.keycloak.server.NeedsKeycloak;
import dev.muster.testkit.contract.EventSourceContract;
import dev.muster.testkit.contract.EventsUnderTest;
import dev.muster.testkit.contract.OptsOut;
import org.junit.jupiter.api.BeforeAll;

/** The events of a real Keycloak keep the contract of event logs, by time. */
@NeedsKeycloak
@OptsOut(
    rule = "a_membership_is_told_as_it_was_right_after_and_its_end_by_its_id",
    reason = "an event of Keycloak's says who; what they became is read with it, as it is then")
@OptsOut(
    rule = "one_who_joins_again_is_told_under_another_membership_id_than_the_end_before",
    reason = "Keycloak has no id of a membership; it is known by its pair")
class KeycloakEventsContractTest extends EventSourceContract {
  private static KeycloakRealm realm;

  @BeforeAll
  static void openRealm(KeycloakServer server) {
    realm = server.newRealm();
  }

  @Override
  protected EventsUnderTest open() {
    return new EventsStage(realm);
  }
}
