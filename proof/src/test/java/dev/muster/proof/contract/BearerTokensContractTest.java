package dev.muster.proof.contract;

import dev.muster.testkit.contract.TokenAuthenticatorContract;
import dev.muster.testkit.contract.TokensUnderTest;

/** The check of JWTs, in lib-oidc. */
class BearerTokensContractTest extends TokenAuthenticatorContract {
  @Override
  protected TokensUnderTest open() {
    return new IssuedTokens(sound -> sound);
  }
}
