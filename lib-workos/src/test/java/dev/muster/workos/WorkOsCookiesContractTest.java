package dev.muster.workos;

import dev.muster.testkit.contract.CookiesUnderTest;
import dev.muster.testkit.contract.SessionFormatContract;

/** WorkOS's own sealed session cookie. */
class WorkOsCookiesContractTest extends SessionFormatContract {
  @Override
  protected CookiesUnderTest open() {
    return new IssuedStage();
  }
}
