package dev.muster.clerk;

import dev.muster.testkit.contract.MemberProfilesContract;
import dev.muster.testkit.contract.ProfilesUnderTest;

/** The adapter keeps the contract of profiles. */
class ClerkProfilesContractTest extends MemberProfilesContract {
  @Override
  protected ProfilesUnderTest open() {
    return new ClerkStage();
  }
}
