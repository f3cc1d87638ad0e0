package dev.muster.examples.scenarios;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.testkit.stage.MusterKit;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** The scenarios of the dump notice a database that somebody wrote a secret into. */
class DumpControlTest {
  private final DumpScenarioTest scenario = new DumpScenarioTest();

  @Test
  void a_token_that_lies_in_a_table_is_found_by_trying_what_is_there() {
    isSeen(false, DumpScenarioTest::nothing_in_a_dump_of_the_database_opens_anything);
  }

  @Test
  void a_refresh_token_that_lies_in_a_table_is_found() {
    isSeen(true, DumpScenarioTest::a_dump_of_the_database_holds_no_refresh_token);
  }

  @Test
  void a_refresh_token_that_lies_in_a_table_is_found_by_trying_what_is_there() {
    isSeen(true, DumpScenarioTest::nothing_in_a_dump_of_the_database_goes_on_with_a_session);
  }

  private void isSeen(boolean ofSession, BiConsumer<DumpScenarioTest, MusterKit> test) {
    try (MusterKit kit = MusterKit.with(scenario::configure)) {
      String globex = kit.org("globex").member("bob").id().value();
      String token = kit.actingAs("bob").in(globex).token().reveal();
      String leaked = ofSession ? refreshToken(kit) : token;
      Jdbi.create(scenario.database)
          .useHandle(h -> h.execute("update muster_token set label = ?", leaked));
      assertThatThrownBy(() -> test.accept(scenario, kit)).isInstanceOf(AssertionError.class);
    }
  }

  private String refreshToken(MusterKit kit) {
    var unused = kit.actingAs("bob").cookie();
    return scenario.refreshTokens.get(0);
  }
}
