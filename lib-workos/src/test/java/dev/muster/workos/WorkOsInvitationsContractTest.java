package dev.muster.workos;

import dev.muster.testkit.contract.InvitationProviderContract;
import dev.muster.testkit.contract.InvitationsUnderTest;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsEmulator;
import org.junit.jupiter.api.Tag;

/** The adapter on WorkOS's own emulator keeps the invitation contract. */
@Tag("once")
@NeedsEmulator
@OptsOut(
    rule = "an_invitation_that_grew_too_old_is_pending_no_more",
    reason = "the emulator has no clock to be moved")
@OptsOut(
    rule = "nobody_is_invited_into_an_unknown_organization",
    reason = "the emulator does not look whether the organization is there")
class WorkOsInvitationsContractTest extends InvitationProviderContract {
  private final WorkOsEmulator emulator;

  WorkOsInvitationsContractTest(WorkOsEmulator emulator) {
    this.emulator = emulator;
  }

  @Override
  protected InvitationsUnderTest open() {
    return new EmulatorStage(emulator, 10);
  }
}
