package dev.muster.testkit.conformance;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a conformance check found. Immutable; holds no secret. */
public final class ConformanceReport {
  private final List<Row> rows;
  private final List<Deviation> deviations;
  private final int requests;

  ConformanceReport(List<Row> rows, int requests) {
    this.rows = List.copyOf(rows);
    this.requests = requests;
    deviations =
        rows.stream()
            .flatMap(row -> row.deviations().stream())
            .distinct()
            .collect(Collectors.toUnmodifiableList());
  }

  /**
   * Every answer that is not what it should be.
   *
   * @return in the order of the routes and the outcomes; empty if the host conforms
   */
  public List<Deviation> deviations() {
    return deviations;
  }

  /**
   * What is wrong with the host, each once.
   *
   * @return a copy; empty if the host conforms
   */
  public Set<Hole> holes() {
    Set<Hole> holes = EnumSet.noneOf(Hole.class);
    deviations.forEach(deviation -> holes.add(deviation.hole()));
    return holes;
  }

  /**
   * Everything for a person to read: a line for each route with the statuses that came, of which
   * {@code !} marks a wrong one and {@code -} what was not driven, and a line for each hole of each
   * route.
   *
   * @return several lines of plain ASCII, as far as the routes are
   */
  public String table() {
    StringBuilder text = new StringBuilder(Table.of(rows));
    int count = deviations.size();
    text.append(requests).append(" requests, ").append(count);
    text.append(count == 1 ? " deviation" : " deviations").append(System.lineSeparator());
    lines().forEach(line -> text.append("! ").append(line).append(System.lineSeparator()));
    return text.toString();
  }

  /** The first deviation of each kind on each route, and how many more of it there are. */
  private List<String> lines() {
    Map<List<Object>, List<Deviation>> alike = new LinkedHashMap<>();
    deviations.forEach(
        one ->
            alike
                .computeIfAbsent(List.of(one.route(), one.hole()), none -> new ArrayList<>())
                .add(one));
    return alike.values().stream()
        .map(all -> all.get(0).line() + (all.size() > 1 ? " (" + (all.size() - 1) + " more)" : ""))
        .toList();
  }

  /**
   * Fails the host's test where anything deviates.
   *
   * @throws AssertionError with the whole {@link #table()}
   */
  public void assertConforms() {
    if (!deviations.isEmpty()) {
      throw new AssertionError(
          "the host's routes do not conform" + System.lineSeparator() + table());
    }
  }

  /** The number of requests and deviations. */
  @Override
  public String toString() {
    return "ConformanceReport[" + requests + " requests, " + deviations.size() + " deviations]";
  }
}
