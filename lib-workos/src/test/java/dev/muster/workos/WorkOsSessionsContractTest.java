package dev.muster.workos;

import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.SessionProviderContract;
import dev.muster.testkit.contract.SessionsUnderTest;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsEmulator;
import org.junit.jupiter.api.Tag;

/** The adapter on WorkOS's own emulator keeps the session contract, as far as the emulator does. */
@Tag("once")
@NeedsEmulator
@OptsOut(
    rule = "a_session_keeps_its_id_for_its_whole_life",
    reason = "the emulator makes a new session at each refresh")
@OptsOut(
    rule = "an_organization_refuses_who_is_no_active_member_and_the_token_stays_good",
    reason = "the emulator lets anybody refresh into any organization")
@OptsOut(
    rule = "a_session_that_was_ended_is_not_refreshed",
    reason = "the emulator's refresh tokens outlive their session")
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
