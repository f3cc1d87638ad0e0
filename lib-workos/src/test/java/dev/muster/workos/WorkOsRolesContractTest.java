package dev.muster.workos;

import dev.muster.testkit.contract.RoleCatalogContract;
import dev.muster.testkit.contract.RoleCatalogUnderTest;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsEmulator;
import org.junit.jupiter.api.Tag;

/** The adapter on WorkOS's own emulator keeps the contract of role lists. */
@Tag("once")
@NeedsEmulator
class WorkOsRolesContractTest extends RoleCatalogContract {
  private final WorkOsEmulator emulator;

  WorkOsRolesContractTest(WorkOsEmulator emulator) {
    this.emulator = emulator;
  }

  @Override
  protected RoleCatalogUnderTest open() {
    return new EmulatorStage(emulator, 10);
  }
}
