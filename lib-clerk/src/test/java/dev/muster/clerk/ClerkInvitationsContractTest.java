package dev.muster.clerk;

import dev.muster.testkit.contract.InvitationProviderContract;
import dev.muster.testkit.contract.InvitationsUnderTest;

/** The adapter keeps the invitation contract. */
class ClerkInvitationsContractTest extends InvitationProviderContract {
  @Override
  protected InvitationsUnderTest open() {
    return new ClerkStage();
  }
}
