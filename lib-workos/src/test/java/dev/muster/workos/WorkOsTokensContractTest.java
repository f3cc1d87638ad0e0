package dev.muster.workos;

import dev.muster.testkit.contract.TokenAuthenticatorContract;
import dev.muster.testkit.contract.TokensUnderTest;

/** WorkOS's access tokens as bearer tokens of requests. */
class WorkOsTokensContractTest extends TokenAuthenticatorContract {
  @Override
  protected TokensUnderTest open() {
    return new IssuedStage();
  }
}
