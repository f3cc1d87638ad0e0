package dev.muster.workos;

import dev.muster.testkit.contract.AdministrationUnderTest;
import dev.muster.testkit.contract.OrganizationAdministrationContract;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsEmulator;

/** The adapter on WorkOS's own emulator keeps the administration contract. */
@NeedsEmulator
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
