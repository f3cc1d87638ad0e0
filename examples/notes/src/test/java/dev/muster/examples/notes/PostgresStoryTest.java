package dev.muster.examples.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The story on a real PostgreSQL server. */
class PostgresStoryTest {
  @Test
  @Tag("DB-1")
  void every_step_of_the_story_goes_as_expected() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
      Told told = Told.with(settings(server));
      assertThat(told.right()).as(told.text()).isTrue();
      assertThat(told.lastLine()).isEqualTo(Told.all(Told.STEPS));
    }
  }

  static Map<String, String> settings(EmbeddedPostgres server) throws IOException {
    return Map.of(
        "NOTES_JDBC_URL", server.getJdbcUrl("postgres", "postgres"), "NOTES_DB_USER", "postgres");
  }
}
