package dev.muster.workos;

import dev.muster.testkit.contract.SessionProviderContract;
import dev.muster.testkit.contract.SessionsUnderTest;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsEmulator;

/** The adapter on WorkOS's own emulator keeps the session contract, as far as the emulator does. */
@NeedsEmulator
class WorkOsSessionsContractTest extends SessionProviderContract {
  private final WorkOsEmulator emulator;

  WorkOsSessionsContractTest(WorkOsEmulator emulator) {
    this.emulator = emulator;
  }

  @Override
  protected SessionsUnderTest open() {
    return new EmulatorStage(emulator, 10);
  }
}
