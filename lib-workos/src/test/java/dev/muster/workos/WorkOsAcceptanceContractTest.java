package dev.muster.workos;

import dev.muster.testkit.contract.AcceptanceUnderTest;
import dev.muster.testkit.contract.InvitationAcceptanceContract;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsEmulator;
import org.junit.jupiter.api.Tag;

/** The adapter on WorkOS's own emulator keeps the contract of accepting invitations. */
@Tag("once")
@NeedsEmulator
@OptsOut(
    rule = "an_invitation_that_grew_too_old_can_not_be_accepted",
    reason = "the emulator has no clock to be moved")
class WorkOsAcceptanceContractTest extends InvitationAcceptanceContract {
  private final WorkOsEmulator emulator;

  WorkOsAcceptanceContractTest(WorkOsEmulator emulator) {
    this.emulator = emulator;
  }

  @Override
  protected AcceptanceUnderTest open() {
    return new EmulatorStage(emulator, 10);
  }
}
