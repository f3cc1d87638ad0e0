package dev.muster.testkit.conformance;

import java.util.ArrayList;
import java.util.List;

/** Routes by outcomes, in columns of equal width. Pure. */
final class Table {
  private Table() {}

  static String of(List<Row> rows) {
    List<List<String>> lines = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("route"));
    for (Outcome outcome : Outcome.values()) {
      head.add(outcome.column());
    }
    lines.add(head);
    for (Row row : rows) {
      List<String> line = new ArrayList<>(List.of(row.route().toString()));
      for (Outcome outcome : Outcome.values()) {
        line.add(row.cell(outcome));
      }
      lines.add(line);
    }
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(padded(line, lines)).append(System.lineSeparator()));
    return text.toString();
  }

  private static String padded(List<String> line, List<List<String>> all) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < line.size(); column++) {
      int at = column;
      int width = all.stream().mapToInt(one -> one.get(at).length()).max().orElse(0);
      text.append(line.get(column)).append(" ".repeat(width - line.get(column).length() + 1));
    }
    return text.toString().stripTrailing();
  }
}
