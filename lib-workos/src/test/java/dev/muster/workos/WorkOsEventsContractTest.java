package dev.muster.workos;

import dev.muster.testkit.contract.EventSourceContract;
import dev.muster.testkit.contract.EventsUnderTest;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsEmulator;
import org.junit.jupiter.api.Tag;

/** The adapter on WorkOS's own emulator keeps the contract of event logs, by cursor. */
@Tag("once")
@NeedsEmulator
@OptsOut(
    rule = "a_cursor_that_the_provider_does_not_know_is_empty_and_no_page",
    reason = "the emulator begins its log again where it does not know the cursor")
@OptsOut(
    rule = "a_cursor_that_the_provider_knows_no_more_is_empty_and_no_page",
    reason = "the emulator forgets no event")
@OptsOut(
    rule = "reading_from_a_time_on_meets_what_happened_then_and_later_and_nothing_before",
    reason = "the emulator passes `range_start` over")
class WorkOsEventsContractTest extends EventSourceContract {
  private final WorkOsEmulator emulator;

  WorkOsEventsContractTest(WorkOsEmulator emulator) {
    this.emulator = emulator;
  }

  @Override
  protected EventsUnderTest open() {
    return new EmulatorStage(emulator, 100);
  }
}
