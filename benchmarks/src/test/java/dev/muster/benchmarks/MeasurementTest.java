package dev.muster.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  private static final Path MANUAL = Path.of("..", "docs");

  @Test
  void the_manual_says_what_its_json_says() throws IOException {
    Path json = MANUAL.resolve("benchmarks.json");
    String table =
        Files.exists(json) ? Measurement.read(json).table() : "No run has been written here yet.\n";
    String page = Files.readString(MANUAL.resolve("benchmarks.md"));
    assertThat(page).isEqualTo(Measurement.inserted(page, table));
  }

  @Test
  void a_figure_is_the_median_of_the_rounds_and_judged_as_measured() {
    Measurement measured =
        measured(List.of(round(100, 101, 64), round(100, 300, 64), round(200, 200.4, 64)));
    assertThat(measured.table())
        .contains("| ≤ 1.00 × | **1.01 ×** | 1.00 × to 3.00 × | **gap** |")
        .contains("| ≤ 64 B | **64 B** | 64 B to 64 B | met |")
        .doesNotContain("S5");
    assertThat(measured(List.of(round(1, 1, 65), round(1, 1.002, 64))).table())
        .contains("| ≤ 1.00 × | **1.00 ×** | 1.00 × to 1.00 × | **gap** |")
        .contains("| ≤ 64 B | **65 B** | 64 B to 65 B | **gap** |");
  }

  @Test
  void a_page_without_its_marks_is_refused() {
    assertThatThrownBy(() -> Measurement.inserted("", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Measurement measured(List<Map<String, Double>> rounds) {
    return new Measurement("today", "a JVM", "a machine", "-f 3", rounds);
  }

  private static Map<String, Double> round(double caffeine, double check, double bytes) {
    return Map.of(
        "WarmCheckBenchmark.caffeine ns/op", caffeine,
        "WarmCheckBenchmark.check ns/op", check,
        "WarmCheckBenchmark.check B/op", bytes);
  }
}
