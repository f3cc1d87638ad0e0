package dev.muster.proof.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.proof.contract.Catalogue;
import dev.muster.proof.contract.Catalogues;
import dev.muster.proof.house.Implementations.OptOut;
import dev.muster.proof.house.Implementations.Tested;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The two tables of docs/contracts.md say what the sources and the catalogues say. */
@Tag("KIT-2")
@Tag("once")
class ContractsPaperTest {
  private static final String PAPER = "docs/contracts.md";
  private static final Pattern ENUM = Pattern.compile("\\benum (\\w+) \\{");
  private static final Pattern CONSTANT = Pattern.compile("(?m)^  ([A-Z][A-Z0-9_]*) \\{");

  @Test
  void the_tables_are_what_the_tests_are() throws IOException {
    String paper = Repository.read(PAPER);
    String right = with(with(paper, "implementations", implementations()), "rules", rules());
    if (Boolean.getBoolean("muster.contracts.write")) {
      Files.writeString(Repository.root().resolve(PAPER), right);
      paper = right;
    }
    assertThat(paper).isEqualTo(right);
  }

  @Test
  void every_suite_runs_on_something_and_has_a_catalogue() {
    Set<String> suites =
        Repository.sources(path -> path.startsWith("lib-testkit/src/main/")).stream()
            .map(Source::simpleName)
            .filter(name -> name.endsWith("Contract") && !name.equals("OutageContract"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(tested()).extracting(Tested::suite).containsAll(suites);
    assertThat(Catalogues.ALL)
        .extracting(catalogue -> catalogue.contract().getSimpleName())
        .containsExactlyInAnyOrderElementsOf(suites);
  }

  @Test
  void a_source_is_read_with_its_opt_outs_and_what_it_runs_on() {
    String source =
        """
        @EnumSource(Engine.class)
        class AllTest {
          abstract static class Base extends RoleContract {}
          @Nested
          @OptsOut(rule = "a_rule", of = "CASE", reason = "it (really) can't")
          @OptsOut(rule = "another", reason = "no")
          class One extends Base {}
        }
        """;
    assertThat(Implementations.in("AllTest", source, Map.of("Engine", "H2")))
        .containsExactly(
            new Tested(
                "RoleContract",
                "AllTest.One",
                "H2",
                List.of(
                    new OptOut("a_rule", "CASE", "it (really) can't"),
                    new OptOut("another", "", "no"))));
  }

  private static String with(String paper, String name, String table) {
    Pattern part =
        Pattern.compile("(?s)(<!-- begin " + name + " -->\n).*(<!-- end " + name + " -->)");
    assertThat(part.matcher(paper).find()).as(name).isTrue();
    return part.matcher(paper).replaceFirst("$1" + Matcher.quoteReplacement(table) + "$2");
  }

  private static String implementations() {
    StringBuilder table =
        new StringBuilder(
            "| contract | passed by | on | opted out, and why |\n| --- | --- | --- | --- |\n");
    for (Tested tested : tested()) {
      String optOuts =
          tested.optOuts().stream()
              .map(
                  o ->
                      "`"
                          + o.rule()
                          + "`"
                          + (o.of().isEmpty() ? "" : " for " + o.of())
                          + ": "
                          + o.reason())
              .collect(Collectors.joining("; "));
      table.append(
          "| `%s` | `%s` | %s | %s |\n"
              .formatted(tested.suite(), tested.test(), tested.on(), optOuts));
    }
    return table.toString();
  }

  private static String rules() {
    StringBuilder table =
        new StringBuilder(
            "| contract | rule, and the test of that name | catches an implementation that |\n| --- | --- | --- |\n");
    for (Catalogue<?> catalogue : Catalogues.ALL) {
      for (String rule : catalogue.rules()) {
        String wrongs =
            catalogue.wrongs().stream()
                .filter(wrong -> wrong.rules().contains(rule))
                .map(Catalogue.Wrong::what)
                .collect(Collectors.joining("; "));
        table.append(
            "| `%s` | `%s` | %s |\n".formatted(catalogue.contract().getSimpleName(), rule, wrongs));
      }
    }
    return table.toString();
  }

  /* The manual's own examples are not ours; tests of opt-outs and papers run no implementation. */
  private static List<Tested> tested() {
    List<Source> tests =
        Repository.sources(path -> path.matches("(lib-\\w+|proof)/src/test/java/.*"));
    Map<String, String> enums = new TreeMap<>();
    for (Source test : tests) {
      Matcher matcher = ENUM.matcher(test.code());
      if (matcher.find()) {
        enums.put(
            matcher.group(1),
            CONSTANT
                .matcher(test.code())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining(", ")));
      }
    }
    return tests.stream()
        .filter(test -> test.simpleName().endsWith("Test"))
        .filter(
            test ->
                !Set.of("OptsOutTest", "ContractsPaperTest", "RequirementsTableTest")
                    .contains(test.simpleName()))
        .flatMap(
            test -> Implementations.in(test.simpleName(), test.withoutComments(), enums).stream())
        .sorted(Comparator.comparing(Tested::suite).thenComparing(Tested::test))
        .toList();
  }
}
