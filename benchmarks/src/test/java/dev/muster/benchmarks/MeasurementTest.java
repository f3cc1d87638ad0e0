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
  void growth_is_compared_by_the_number_of_members_and_a_peer_without_goal_has_no_verdict() {
    Map<String, Double> round =
        Map.of(
            "GrowthBenchmark.caffeine(100) ns/op", 10.0,
            "GrowthBenchmark.caffeine(1000000) ns/op", 40.0,
            "GrowthBenchmark.check(100) ns/op", 20.0,
            "GrowthBenchmark.check(1000000) ns/op", 60.0,
            "PeersBenchmark.muster ns/op", 20.0,
            "PeersBenchmark.pac4j ns/op", 19.0,
            "PeersBenchmark.shiro ns/op", 20.0,
            "PeersBenchmark.spring ns/op", 10.0);
    assertThat(measured(List.of(round)).table())
        .contains("| ≤ 1.20 × | **0.75 ×** |  | met |")
        .contains(
            "| S4 | pac4j, from the profile ÷ a warm check | ≥ 0.95 × | **0.95 ×** |  | met |")
        .contains("authorizations ÷ a warm check | > 1.00 × | **1.00 ×** |  | **gap** |")
        .contains("authentication ÷ a warm check |  | **0.50 ×** |  |  |")
        .doesNotContain("Cedar");
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
