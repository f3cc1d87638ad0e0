package dev.muster.examples.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.examples.scenarios.Sources.Method;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A scenario fits into eight lines, all of them are there, and nothing hides beside them. */
class LinesTest {
  private static final int MOST = 8;
  private static final int WIDEST = 100;
  private static final Pattern ASKS =
      Pattern.compile("assert|check\\(|require\\(|provider\\(\\)\\.(?!fake)");
  private static final List<Method> ALL = Sources.scenarios();

  private static Stream<Method> tests() {
    return ALL.stream().filter(Method::isTest);
  }

  @Test
  void each_scenario_has_at_most_eight_lines_of_body() {
    assertThat(tests()).hasSizeGreaterThan(40);
    assertThat(tests().filter(test -> test.lines().isEmpty() || test.lines().size() > MOST))
        .extracting(test -> test.name() + " has " + test.lines().size() + " lines")
        .isEmpty();
    assertThat(tests().flatMap(test -> test.lines().stream()))
        .filteredOn(line -> line.length() > WIDEST)
        .isEmpty();
  }

  @Test
  void all_twenty_three_are_there() {
    assertThat(tests().flatMap(test -> test.tags().stream()))
        .contains(IntStream.rangeClosed(1, 23).mapToObj(i -> "A" + i).toArray(String[]::new));
  }

  @Test
  void each_scenario_says_of_which_number_and_of_which_rule_it_is() {
    assertThat(tests())
        .filteredOn(
            test ->
                test.tags().stream().noneMatch(tag -> tag.matches("A\\d+"))
                    || test.tags().stream().noneMatch(tag -> tag.matches("[A-Z]+-\\d+")))
        .extracting(Method::name)
        .isEmpty();
  }

  @Test
  void nothing_beside_a_scenario_asks_or_asserts_or_changes_anything() {
    assertThat(ALL.stream().filter(method -> !method.isTest()))
        .flatExtracting(Method::lines)
        .filteredOn(line -> ASKS.matcher(line.toString()).find())
        .isEmpty();
  }

  @Test
  void control_a_long_body_and_a_helper_that_asks_are_seen() {
    String text =
        """
        @Tag("A1")
        class X {
          static Pass pass(MusterKit kit) {
            return kit.actingAs("ann").in("acme").require(member());
          }

          @Test
          @Tag("MEM-1")
          void a_test(
              MusterKit kit) {
            // not counted

            one();
            if (two) {
              three();
            }
          }
        }
        """;
    assertThat(Sources.methods("X", "\n" + text))
        .containsExactly(
            new Method(
                "X",
                "pass",
                false,
                List.of("A1"),
                List.of("    return kit.actingAs(\"ann\").in(\"acme\").require(member());")),
            new Method(
                "X",
                "a_test",
                true,
                List.of("A1", "MEM-1"),
                List.of("    one();", "    if (two) {", "      three();", "    }")));
  }
}
