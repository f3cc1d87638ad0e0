package dev.muster.workos;

import dev.muster.testkit.contract.LifecycleUnderTest;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.OrganizationLifecycleContract;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsEmulator;
import org.junit.jupiter.api.Tag;

/** The adapter on WorkOS's own emulator keeps the contract of the life of an organization. */
@Tag("once")
@NeedsEmulator
@OptsOut(
    rule = "who_is_no_active_member_is_removed_as_well",
    of = "PENDING",
    reason = "the emulator makes no membership before an invitation is accepted")
@OptsOut(
    rule = "nobody_pending_becomes_active_by_it",
    reason = "the emulator makes no membership before an invitation is accepted")
class WorkOsLifecycleContractTest extends OrganizationLifecycleContract {
  private final WorkOsEmulator emulator;

  WorkOsLifecycleContractTest(WorkOsEmulator emulator) {
    this.emulator = emulator;
  }

  @Override
  protected LifecycleUnderTest open() {
    return new EmulatorStage(emulator, 10);
  }
}
