package dev.muster.workos;

import dev.muster.testkit.contract.MemberProfilesContract;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.ProfilesUnderTest;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsEmulator;
import org.junit.jupiter.api.Tag;

/** The adapter on WorkOS's own emulator keeps the contract of profiles, with pages of ten. */
@Tag("once")
@NeedsEmulator
@OptsOut(
    rule = "a_member_without_an_email_is_told_as_well",
    reason = "each user of WorkOS has an e-mail")
class WorkOsProfilesContractTest extends MemberProfilesContract {
  private final WorkOsEmulator emulator;

  WorkOsProfilesContractTest(WorkOsEmulator emulator) {
    this.emulator = emulator;
  }

  @Override
  protected ProfilesUnderTest open() {
    return new EmulatorStage(emulator, 10);
  }
}
