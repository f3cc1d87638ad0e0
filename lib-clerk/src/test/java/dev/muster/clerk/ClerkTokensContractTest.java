package dev.muster.clerk;

import dev.muster.testkit.contract.TokenAuthenticatorContract;
import dev.muster.testkit.contract.TokensUnderTest;

/** Clerk's session tokens as bearer tokens of requests. */
class ClerkTokensContractTest extends TokenAuthenticatorContract {
  @Override
  protected TokensUnderTest open() {
    return new TokenStage();
  }
}
