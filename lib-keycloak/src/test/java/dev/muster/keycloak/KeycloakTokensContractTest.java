package dev.muster.keycloak;

import dev.muster.testkit.contract.TokenAuthenticatorContract;
import dev.muster.testkit.contract.TokensUnderTest;

/** Keycloak's access tokens as bearer tokens of requests. */
class KeycloakTokensContractTest extends TokenAuthenticatorContract {
  @Override
  protected TokensUnderTest open() {
    return new TokensStage();
  }
}
