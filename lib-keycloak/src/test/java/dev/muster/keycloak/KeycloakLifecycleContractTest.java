package dev.muster.keycloak;

import dev.muster.keycloak.server.KeycloakServer;
import dev.muster.keycloak.server.NeedsKeycloak;
import dev.muster.testkit.contract.LifecycleUnderTest;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.OrganizationLifecycleContract;

/** The adapter on a real Keycloak keeps the contract of the life of an organization. */
@NeedsKeycloak
@OptsOut(
    rule = "who_is_no_active_member_is_removed_as_well",
    of = "PENDING",
    reason = "Keycloak knows no pending membership")
@OptsOut(
    rule = "nobody_pending_becomes_active_by_it",
    reason = "Keycloak knows no pending membership")
@OptsOut(
    rule = "a_call_is_about_that_membership_and_never_about_a_later_one_of_the_user",
    reason = "Keycloak has no id of a membership; it is known by its pair")
@OptsOut(
    rule = "a_deactivated_member_is_inactive_until_reactivated_and_keeps_id_and_role",
    reason =
        "Keycloak has no inactive memberships: a user is disabled for all organizations at once")
class KeycloakLifecycleContractTest extends OrganizationLifecycleContract {
  private final KeycloakServer server;

  KeycloakLifecycleContractTest(KeycloakServer server) {
    this.server = server;
  }

  @Override
  protected LifecycleUnderTest open() {
    return new KeycloakStage(server, 10);
  }
}
