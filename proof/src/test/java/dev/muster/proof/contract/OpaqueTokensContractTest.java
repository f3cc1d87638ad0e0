package dev.muster.proof.contract;

import dev.muster.testkit.contract.TokenAuthenticatorContract;
import dev.muster.testkit.contract.TokensUnderTest;

/** A check of tokens that are looked up and not signed. */
class OpaqueTokensContractTest extends TokenAuthenticatorContract {
  @Override
  protected TokensUnderTest open() {
    return new OpaqueTokens();
  }
}
