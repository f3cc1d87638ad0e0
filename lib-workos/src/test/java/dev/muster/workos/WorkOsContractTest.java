package dev.muster.workos;

import dev.muster.testkit.contract.IdentityProviderContract;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.ProviderUnderTest;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsEmulator;
import org.junit.jupiter.api.Tag;

/** The adapter on WorkOS's own emulator keeps the provider contract, with pages of ten. */
@Tag("once")
@NeedsEmulator
@OptsOut(
    rule = "every_status_is_returned_as_it_is",
    of = "PENDING",
    reason = "the emulator makes no membership before an invitation is accepted")
@OptsOut(rule = "a_user_without_an_email_is_a_user", reason = "each user of WorkOS has an e-mail")
class WorkOsContractTest extends IdentityProviderContract {
  private final WorkOsEmulator emulator;

  WorkOsContractTest(WorkOsEmulator emulator) {
    this.emulator = emulator;
  }

  @Override
  protected ProviderUnderTest open() {
    return new EmulatorStage(emulator, 10);
  }
}
