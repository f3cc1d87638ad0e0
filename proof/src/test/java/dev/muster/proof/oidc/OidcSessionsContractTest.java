package dev.muster.proof.oidc;

import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.SessionProviderContract;
import dev.muster.testkit.contract.SessionsUnderTest;

/**
 * Plain OpenID Connect keeps the session contract, but for organizations, which it does not know.
 */
@OptsOut(
    rule = "a_member_is_refreshed_into_the_organization_and_into_none_again",
    reason = "plain OpenID Connect knows no organizations")
@OptsOut(
    rule = "an_organization_refuses_who_is_no_active_member_and_the_token_stays_good",
    reason = "plain OpenID Connect knows no organizations")
class OidcSessionsContractTest extends SessionProviderContract {
  @Override
  protected SessionsUnderTest open() {
    return new OidcStage();
  }
}
