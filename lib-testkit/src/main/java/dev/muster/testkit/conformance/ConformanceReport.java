package dev.muster.testkit.conformance;

import java.util.EnumSet;
import java.util.List;
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
   * {@code !} marks a wrong one and {@code -} what was not driven, and a line for each deviation.
   *
   * @return several lines of plain ASCII, as far as the routes are
   */
  public String table() {
    StringBuilder text = new StringBuilder(Table.of(rows));
    int count = deviations.size();
    text.append(requests).append(" requests, ").append(count);
    text.append(count == 1 ? " deviation" : " deviations").append(System.lineSeparator());
    deviations.forEach(
        deviation -> text.append("! ").append(deviation.line()).append(System.lineSeparator()));
    return text.toString();
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
