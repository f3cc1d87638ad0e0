package dev.muster.clerk;

import dev.muster.testkit.contract.DirectoryWalkContract;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.WalkUnderTest;

/** The adapter keeps the contract of walks. */
@OptsOut(
    rule = "a_member_of_every_status_is_met",
    of = "PENDING",
    reason = "Clerk makes no membership before an invitation is accepted")
class ClerkWalkContractTest extends DirectoryWalkContract {
  @Override
  protected WalkUnderTest open() {
    return new ClerkStage();
  }
}
