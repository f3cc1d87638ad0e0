package dev.muster.examples.scenarios;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.testkit.stage.MusterKit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** The scenario of the dump notices a database that somebody wrote a token into. */
class DumpControlTest {
  private final DumpScenarioTest scenario = new DumpScenarioTest();

  @Test
  void a_token_that_lies_in_a_table_is_found_by_trying_what_is_there() {
    try (MusterKit kit = MusterKit.with(scenario::configure)) {
      String globex = kit.org("globex").member("bob").id().value();
      String leaked = kit.actingAs("bob").in(globex).token().reveal();
      Jdbi.create(scenario.database)
          .useHandle(h -> h.execute("update muster_token set label = ?", leaked));
      assertThatThrownBy(() -> scenario.nothing_in_a_dump_of_the_database_opens_anything(kit))
          .isInstanceOf(AssertionError.class);
    }
  }
}
