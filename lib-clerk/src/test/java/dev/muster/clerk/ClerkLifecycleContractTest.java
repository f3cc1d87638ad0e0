package dev.muster.clerk;

import dev.muster.testkit.contract.LifecycleUnderTest;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.OrganizationLifecycleContract;

/** The adapter keeps the contract of the life of an organization. */
@OptsOut(
    rule = "who_is_no_active_member_is_removed_as_well",
    of = "PENDING",
    reason = "Clerk makes no membership before an invitation is accepted")
@OptsOut(
    rule = "nobody_pending_becomes_active_by_it",
    reason = "Clerk makes no membership before an invitation is accepted")
@OptsOut(
    rule = "a_deactivated_member_is_inactive_until_reactivated_and_keeps_id_and_role",
    reason = "Clerk has no inactive memberships; a deactivation is rejected")
class ClerkLifecycleContractTest extends OrganizationLifecycleContract {
  @Override
  protected LifecycleUnderTest open() {
    return new ClerkStage();
  }
}
