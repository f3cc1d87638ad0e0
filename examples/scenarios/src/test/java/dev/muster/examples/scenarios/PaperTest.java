package dev.muster.examples.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The manual's table names each scenario, and no other. */
class PaperTest {
  private static final Pattern NAME = Pattern.compile("`(\\w+)\\.(\\w+)`");

  @Test
  void the_manual_names_each_scenario_with_its_class() throws IOException {
    String page = Files.readString(Path.of("../../docs/scenarios.md"));
    List<String> written = NAME.matcher(page).results().map(MatchResult::group).toList();
    List<String> there =
        Sources.scenarios().stream()
            .filter(Sources.Method::isTest)
            .map(test -> "`" + test.type() + "." + test.name() + "`")
            .toList();
    assertThat(written).containsExactlyInAnyOrderElementsOf(there);
  }
}
