package dev.muster.examples.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsEmulator;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The story on WorkOS's own emulator. */
@NeedsEmulator
class WorkOsStoryTest {
  @Test
  @Tag("ANS-2")
  @Tag("SES-7")
  @Tag("WEB-1")
  void every_step_goes_as_expected_but_the_one_that_the_emulator_gets_wrong(WorkOsEmulator emulator)
      throws Exception {
    Told told =
        Told.with(
            Map.of(
                "NOTES_PROVIDER", "workos",
                "NOTES_JDBC_URL", "jdbc:h2:mem:workos-story-test;DB_CLOSE_DELAY=-1",
                "WORKOS_BASE_URL", emulator.url().toString(),
                "WORKOS_API_KEY", emulator.newKey(),
                "WORKOS_CLIENT_ID", "client_story"));
    assertThat(told.right()).as(told.text()).isTrue();
    assertThat(told.lastLine()).matches("story: (\\d+) of \\1 steps as expected, 1 left out");
    assertThat(told.text())
        .containsPattern("left out GET /me, two hours later .* lets a removed member refresh");
  }
}
