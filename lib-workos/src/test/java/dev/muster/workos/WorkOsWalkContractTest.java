package dev.muster.workos;

import dev.muster.testkit.contract.DirectoryWalkContract;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.WalkUnderTest;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsEmulator;
import org.junit.jupiter.api.Tag;

/** The adapter on WorkOS's own emulator keeps the contract of walks. */
@Tag("once")
@NeedsEmulator
@OptsOut(
    rule = "a_place_that_the_provider_does_not_know_is_rejected",
    reason = "the emulator begins its list again where it does not know the place")
@OptsOut(
    rule = "a_member_of_every_status_is_met",
    of = "PENDING",
    reason = "the emulator makes no membership before an invitation is accepted")
class WorkOsWalkContractTest extends DirectoryWalkContract {
  private final WorkOsEmulator emulator;

  WorkOsWalkContractTest(WorkOsEmulator emulator) {
    this.emulator = emulator;
  }

  @Override
  protected WalkUnderTest open() {
    return new EmulatorStage(emulator, 100);
  }
}
