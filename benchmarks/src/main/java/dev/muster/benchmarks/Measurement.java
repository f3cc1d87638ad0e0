package dev.muster.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run measured, as it stands in the JSON file, and the table that says what it means.
 *
 * @param date of the run
 * @param jvm that ran it
 * @param machine its shape
 * @param arguments the options of JMH
 * @param rounds the scores of each round, by benchmark and unit; last what is counted once
 */
record Measurement(
    String date, String jvm, String machine, String arguments, List<Map<String, Double>> rounds) {
  private static final String BEGIN = "<!-- measured: begin -->\n\n";
  private static final String END = "\n<!-- measured: end -->\n";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  static Measurement read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Measurement.class);
  }

  void write(Path file) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(this) + "\n");
  }

  /** The goals whose figures were measured. A figure is the median of the rounds. */
  String table() {
    List<String> lines = new ArrayList<>();
    lines.add("Measured on " + date + " with " + jvm + ", on " + machine + ".");
    lines.add("`bench.args` were `" + arguments + "`.");
    lines.add("");
    lines.add("| | figure | goal | measured | lowest to highest round | |");
    lines.add("| --- | --- | --- | --- | --- | --- |");
    for (Goal goal : Goal.ALL) {
      double[] values =
          rounds.stream()
              .mapToDouble(goal.formula())
              .filter(value -> !Double.isNaN(value))
              .sorted()
              .toArray();
      if (values.length > 0) {
        lines.add(row(goal, values));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String row(Goal goal, double[] sorted) {
    int high = sorted.length / 2;
    double median = (sorted[(sorted.length - 1) / 2] + sorted[high]) / 2;
    String spread =
        sorted.length == 1
            ? ""
            : written(goal, sorted[0]) + " to " + written(goal, sorted[sorted.length - 1]);
    return "| "
        + String.join(
            " | ",
            goal.id(),
            goal.figure(),
            goal.isDemanded() ? goal.sign() + " " + written(goal, goal.bound()) : "",
            "**" + written(goal, median) + "**",
            spread,
            !goal.isDemanded() ? "" : goal.holds(median) ? "met" : "**gap**")
        + " |";
  }

  private static String written(Goal goal, double value) {
    return String.format(Locale.ROOT, goal.format(), value);
  }

  /**
   * A page with a table in the place of the one before it.
   *
   * @throws IllegalArgumentException if the page has not both marks, in order
   */
  static String inserted(String page, String table) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "the page needs a line " + BEGIN.strip() + " and, after it, a line " + END.strip());
    }
    return page.substring(0, begin) + BEGIN + table + page.substring(end);
  }
}
