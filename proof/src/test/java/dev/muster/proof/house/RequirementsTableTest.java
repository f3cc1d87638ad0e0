package dev.muster.proof.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class RequirementsTableTest {
  private static final String PAPER = "docs/requirements.md";

  /** How many rules each section has. */
  private static final Map<String, Integer> RULES = new LinkedHashMap<>();

  static {
    RULES.put("ANS", 10);
    RULES.put("MEM", 14);
    RULES.put("ORG", 7);
    RULES.put("ROLE", 11);
    RULES.put("SCOPE", 5);
    RULES.put("TOK", 8);
    RULES.put("SES", 11);
    RULES.put("ADM", 6);
    RULES.put("FEED", 8);
    RULES.put("WEB", 6);
    RULES.put("KIT", 4);
    RULES.put("DB", 4);
    RULES.put("OBS", 1);
  }

  @Test
  void the_table_and_the_tags_of_the_tests_agree() throws IOException {
    Tags tags = Tags.of(tests());
    if (Boolean.getBoolean("muster.requirements.write")) {
      String written = RequirementsTable.written(Repository.read(PAPER), tags.byRule());
      Files.writeString(Repository.root().resolve(PAPER), written);
    }
    assertThat(tags.faults()).isEmpty();
    assertThat(RequirementsTable.faults(Repository.read(PAPER), tags.byRule())).isEmpty();
  }

  @Test
  void every_rule_has_its_row_in_order() {
    List<String> rules = new ArrayList<>();
    RULES.forEach(
        (section, count) -> {
          for (int number = 1; number <= count; number++) {
            rules.add(section + "-" + number);
          }
        });
    rules.add("BAD-INPUT");
    assertThat(RequirementsTable.rows(Repository.read(PAPER)))
        .extracting(RequirementsTable.Row::rule)
        .containsExactlyElementsOf(rules);
  }

  @Test
  void a_row_that_agrees_passes() {
    Map<String, SortedSet<String>> tags = tags("MEM-1", "ATest", "BTest");
    assertThat(faults("proved", "`ATest`, `BTest`", tags)).isEmpty();
    assertThat(faults("partly: no lists", "`BTest`, `ATest`", tags)).isEmpty();
    assertThat(faults("not yet", "", Map.of())).isEmpty();
  }

  @Test
  void control_each_disagreement_is_caught() {
    Map<String, SortedSet<String>> tags = tags("MEM-1", "ATest");
    assertThat(faults("proved", "", Map.of())).as("no test").isNotEmpty();
    assertThat(faults("proved", "`GoneTest`", Map.of())).as("test is gone").isNotEmpty();
    assertThat(faults("proved", "`ATest`, `GoneTest`", tags)).as("one is gone").isNotEmpty();
    assertThat(faults("proved", "", tags)).as("test not named").isNotEmpty();
    assertThat(faults("not yet", "`ATest`", tags)).as("has a test").isNotEmpty();
    assertThat(faults("partly:", "`ATest`", tags)).as("what is missing?").isNotEmpty();
    assertThat(faults("nearly", "`ATest`", tags)).as("no such status").isNotEmpty();
    assertThat(faults("not yet", "", tags("MEM-2", "ATest"))).as("no row").isNotEmpty();
    assertThat(RequirementsTable.faults(row("not yet", "") + row("not yet", ""), Map.of()))
        .containsExactly("MEM-1 has two rows");
  }

  @Test
  void writing_changes_the_last_column_alone() {
    String paper = "# X\n\n" + row("partly: lists", "`OldTest`") + row("proved", "") + "end\n";
    assertThat(RequirementsTable.written(paper, tags("MEM-1", "BTest", "ATest")))
        .isEqualTo(
            "# X\n\n"
                + row("partly: lists", "`ATest`, `BTest`")
                + row("proved", "`ATest`, `BTest`")
                + "end\n");
  }

  @Test
  void a_contract_proves_a_rule_once_a_test_extends_it() {
    Source contract = source("StoreContract", "abstract class StoreContract {\n" + tag("DB-1"));
    Source test = source("JdbiTest", "class JdbiTest extends StoreContract {\n");
    assertThat(Tags.of(List.of(contract)).byRule()).isEmpty();
    assertThat(Tags.of(List.of(contract)).faults()).hasSize(1);
    assertThat(Tags.of(List.of(contract, test)).byRule()).isEqualTo(tags("DB-1", "StoreContract"));
  }

  @Test
  void a_tag_in_a_comment_proves_nothing() {
    assertThat(Tags.of(List.of(source("ATest", "// " + tag("DB-1")))).byRule()).isEmpty();
    assertThat(Tags.of(List.of(source("ATest", tag("DB-1")))).byRule()).hasSize(1);
    String whole = tag("DB-1").replace("@", "@org.junit.jupiter.api.");
    assertThat(Tags.of(List.of(source("ATest", whole))).byRule()).hasSize(1);
    assertThat(Tags.of(List.of(source("ATest", tag("slow")))).byRule()).isEmpty();
  }

  private static List<Source> tests() {
    return Repository.sources(
        path ->
            path.contains("/src/test/java/")
                || path.startsWith("lib-testkit/src/main/java/dev/muster/testkit/contract/"));
  }

  private static List<String> faults(
      String status, String tests, Map<String, SortedSet<String>> tags) {
    return RequirementsTable.faults(row(status, tests), tags);
  }

  private static String row(String status, String tests) {
    return "| MEM-1 | Only an active member. | " + status + " | " + tests + " |\n";
  }

  private static Map<String, SortedSet<String>> tags(String rule, String... tests) {
    return Map.of(rule, new TreeSet<>(List.of(tests)));
  }

  private static Source source(String name, String text) {
    return new Source("m/src/test/java/" + name + ".java", text);
  }

  private static String tag(String value) {
    return "@" + "Tag(\"" + value + "\")\n";
  }
}
