package dev.muster.workos;

import dev.muster.testkit.contract.TokenAuthenticatorContract;
import dev.muster.testkit.contract.TokensUnderTest;
import org.junit.jupiter.api.Tag;

/** WorkOS's access tokens as bearer tokens of requests. */
@Tag("once")
class WorkOsTokensContractTest extends TokenAuthenticatorContract {
  @Override
  protected TokensUnderTest open() {
    return new IssuedStage();
  }
}
