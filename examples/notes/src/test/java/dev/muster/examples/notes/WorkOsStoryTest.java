package dev.muster.examples.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsEmulator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The story on WorkOS's own emulator. */
@NeedsEmulator
@Tag("once")
class WorkOsStoryTest {
  @Test
  @Tag("ANS-2")
  @Tag("SES-2")
  @Tag("SES-6")
  @Tag("SES-7")
  @Tag("SES-8")
  @Tag("WEB-1")
  void every_step_of_the_story_goes_as_expected(WorkOsEmulator emulator) throws Exception {
    tell(emulator, Map.of("NOTES_JDBC_URL", "jdbc:h2:mem:workos-story-test;DB_CLOSE_DELAY=-1"));
  }

  @Test
  @Tag("DB-1")
  void and_so_it_does_with_a_real_postgresql_server(WorkOsEmulator emulator) throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
      tell(emulator, PostgresStoryTest.settings(server));
    }
  }

  private static void tell(WorkOsEmulator emulator, Map<String, String> database) throws Exception {
    Map<String, String> environment = new HashMap<>(database);
    environment.put("NOTES_PROVIDER", "workos");
    environment.put("WORKOS_BASE_URL", emulator.url().toString());
    environment.put("WORKOS_API_KEY", emulator.newKey());
    environment.put("WORKOS_CLIENT_ID", "client_story");
    Told told = Told.with(environment);
    assertThat(told.right()).as(told.text()).isTrue();
    assertThat(told.lastLine()).isEqualTo(Told.all(Told.STEPS_ON_WORKOS));
  }
}
