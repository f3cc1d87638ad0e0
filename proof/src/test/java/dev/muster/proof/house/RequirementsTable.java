package dev.muster.proof.house;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of docs/requirements.md: read, compared with the tags, and written. */
final class RequirementsTable {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([A-Z]+-[A-Z0-9]+) \\| ([^|\n]*) \\| ([^|\n]*) \\|([^|\n]*)\\|$");
  private static final Pattern STATUS = Pattern.compile("proved|not yet|partly: \\S.*");

  private RequirementsTable() {}

  /** One row. */
  record Row(String rule, String statement, String status, SortedSet<String> tests) {}

  /** Where paper and tags disagree. */
  static List<String> faults(String paper, Map<String, SortedSet<String>> tags) {
    List<String> faults = new ArrayList<>();
    Map<String, Row> rows = new LinkedHashMap<>();
    for (Row row : rows(paper)) {
      if (rows.put(row.rule(), row) != null) {
        faults.add(row.rule() + " has two rows");
      }
      if (row.statement().isBlank()) {
        faults.add(row.rule() + " states nothing");
      }
      check(row, tags.getOrDefault(row.rule(), new TreeSet<>()), faults);
    }
    tags.forEach(
        (rule, tests) -> {
          if (!rows.containsKey(rule)) {
            faults.add(rule + " is named by " + tests + " and has no row");
          }
        });
    return faults;
  }

  private static void check(Row row, SortedSet<String> tagged, List<String> faults) {
    if (!STATUS.matcher(row.status()).matches()) {
      faults.add(row.rule() + " has the status `" + row.status() + "`");
    }
    if (!row.tests().equals(tagged)) {
      faults.add(row.rule() + " names " + row.tests() + ", but is tagged by " + tagged);
    }
    if (row.status().equals("not yet") != tagged.isEmpty()) {
      faults.add(row.rule() + " says " + row.status() + ", but is tagged by " + tagged);
    }
  }

  /** The paper with its last column written from the tags, and nothing else changed. */
  static String written(String paper, Map<String, SortedSet<String>> tags) {
    return ROW.matcher(paper)
        .replaceAll(
            row -> {
              String tests =
                  tags.getOrDefault(row.group(1), new TreeSet<>()).stream()
                      .map(test -> "`" + test + "`")
                      .collect(Collectors.joining(", "));
              List<String> cells = List.of(row.group(1), row.group(2), row.group(3), tests);
              return Matcher.quoteReplacement("| " + String.join(" | ", cells) + " |");
            });
  }

  /** The rows, in order. */
  static List<Row> rows(String paper) {
    return ROW.matcher(paper)
        .results()
        .map(row -> new Row(row.group(1), row.group(2), row.group(3), tests(row.group(4))))
        .toList();
  }

  private static SortedSet<String> tests(String cell) {
    return Arrays.stream(cell.replace("`", "").split(","))
        .map(String::strip)
        .filter(test -> !test.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
