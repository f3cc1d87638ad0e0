package dev.muster.workos;

import dev.muster.testkit.contract.AdministrationUnderTest;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.OrganizationAdministrationContract;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsEmulator;

/** The adapter on WorkOS's own emulator keeps the administration contract. */
@NeedsEmulator
@OptsOut(
    rule = "adding_who_is_no_active_member_makes_one_or_is_refused_and_never_two",
    of = "PENDING",
    reason = "the emulator makes no membership before an invitation is accepted")
class WorkOsAdministrationContractTest extends OrganizationAdministrationContract {
  private final WorkOsEmulator emulator;

  WorkOsAdministrationContractTest(WorkOsEmulator emulator) {
    this.emulator = emulator;
  }

  @Override
  protected AdministrationUnderTest open() {
    return new EmulatorStage(emulator, 10);
  }
}
