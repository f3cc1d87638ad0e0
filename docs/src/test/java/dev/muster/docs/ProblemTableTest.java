package dev.muster.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.Problem;
import dev.muster.decision.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The manual's tables of problems and of reasons are the enums'. */
@Tag("ANS-6")
class ProblemTableTest {
  @Test
  void the_manual_lists_every_problem_as_it_is() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("checks.md")).stream()
            .filter(line -> line.matches("\\| \\d{3} \\|.*"))
            .toList();
    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(Problem.values())
                .map(p -> "| " + p.status() + " | `" + p.code() + "` | " + p.message() + " |")
                .toList());
  }

  @Test
  void the_manual_lists_every_reason_with_its_code() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("checks.md")).stream()
            .filter(line -> line.matches("\\| `[A-Z_]+` \\| `[a-z_]+` \\|.*"))
            .map(line -> line.substring(0, line.indexOf('|', line.indexOf('|', 1) + 1) + 1))
            .toList();
    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(Reason.values())
                .map(r -> "| `" + r + "` | `" + r.problem().code() + "` |")
                .toList());
  }
}
