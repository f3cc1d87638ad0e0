package dev.muster.workos;

import dev.muster.testkit.contract.CookiesUnderTest;
import dev.muster.testkit.contract.SessionFormatContract;
import org.junit.jupiter.api.Tag;

/** WorkOS's own sealed session cookie. */
@Tag("once")
class WorkOsCookiesContractTest extends SessionFormatContract {
  @Override
  protected CookiesUnderTest open() {
    return new IssuedStage();
  }
}
