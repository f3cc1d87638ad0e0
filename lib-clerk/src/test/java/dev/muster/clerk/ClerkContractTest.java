package dev.muster.clerk;

import dev.muster.testkit.contract.IdentityProviderContract;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.ProviderUnderTest;

/** The adapter keeps the provider contract, with pages of ten. */
@OptsOut(
    rule = "every_status_is_returned_as_it_is",
    of = "PENDING",
    reason = "Clerk makes no membership before an invitation is accepted")
class ClerkContractTest extends IdentityProviderContract {
  @Override
  protected ProviderUnderTest open() {
    return new ClerkStage();
  }
}
