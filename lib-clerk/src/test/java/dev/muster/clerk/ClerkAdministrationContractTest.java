package dev.muster.clerk;

import dev.muster.testkit.contract.AdministrationUnderTest;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.OrganizationAdministrationContract;

/** The adapter keeps the administration contract. */
@OptsOut(
    rule = "adding_who_is_no_active_member_makes_one_or_is_refused_and_never_two",
    of = "PENDING",
    reason = "Clerk makes no membership before an invitation is accepted")
class ClerkAdministrationContractTest extends OrganizationAdministrationContract {
  @Override
  protected AdministrationUnderTest open() {
    return new ClerkStage();
  }
}
