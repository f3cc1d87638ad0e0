package dev.muster.docs.snippets;

import dev.muster.testkit.contract.IdentityProviderContract;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.ProviderUnderTest;

// @start region=contract
@OptsOut(
    rule = "every_status_is_returned_as_it_is",
    of = "PENDING",
    reason = "the directory keeps no pending members")
class AcmeDirectoryTest extends IdentityProviderContract {
  @Override
  protected ProviderUnderTest open() {
    return new AcmeStage();
  }
}
// @end
