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
   * @return in the order of the routes and the outcomes; empty if nothing deviates
   */
  public List<Deviation> deviations() {
    return deviations;
  }

  /**
   * Everything that was not driven although there is such an outcome on the route: because somebody
   * waived it, or because the host gave no means for it.
   *
   * @return in the order of the routes
   */
  public List<NotDriven> notDriven() {
    return rows.stream().flatMap(row -> row.notDriven().stream()).toList();
  }

  /**
   * What is wrong with the host, each once.
   *
   * @return a copy; empty if nothing deviates
   */
  public Set<Hole> holes() {
    Set<Hole> holes = EnumSet.noneOf(Hole.class);
    deviations.forEach(deviation -> holes.add(deviation.hole()));
    return holes;
  }

  /**
   * Everything for a person to read: a line for each route with the statuses that came, and a line
   * for each hole of each route and for each thing that was not driven. {@code !} marks a wrong
   * answer, {@code ?} what was not driven, {@code ~} what was left out with a reason, and {@code -}
   * what there is not on this route.
   *
   * @return several lines of plain ASCII, as far as the routes are
   */
  public String table() {
    StringBuilder text = new StringBuilder(Table.of(rows));
    int count = deviations.size();
    text.append(requests).append(" requests, ").append(count);
    text.append(count == 1 ? " deviation" : " deviations").append(System.lineSeparator());
    lines().forEach(line -> text.append("! ").append(line).append(System.lineSeparator()));
    missing().forEach(line -> text.append(line).append(System.lineSeparator()));
    return text.toString();
  }

  /** What was not driven, with the number of routes. */
  private List<String> missing() {
    Map<List<Object>, Integer> alike = new LinkedHashMap<>();
    notDriven()
        .forEach(
            one -> alike.merge(List.of(one.waived(), one.what(), one.reason()), 1, Integer::sum));
    return alike.entrySet().stream()
        .map(
            one -> {
              boolean waived = Boolean.TRUE.equals(one.getKey().get(0));
              return (waived ? "~ " : "? ")
                  + one.getKey().get(1)
                  + (waived ? ", left out on " : ", not driven on ")
                  + one.getValue()
                  + (one.getValue() == 1 ? " route: " : " routes: ")
                  + one.getKey().get(2);
            })
        .toList();
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
   * Fails the host's test where anything deviates, and where anything was not driven that nobody
   * answers for: a silence is no proof. What a host can't have is waived by {@link
   * MusterConformance#without} or {@link ProtectedRoute#without}, with a reason.
   *
   * @throws AssertionError with the whole {@link #table()}
   */
  public void assertConforms() {
    String fault =
        !deviations.isEmpty()
            ? "the host's routes do not conform"
            : "the host's routes are not known to conform: what is marked with ? was not driven."
                + " Give the host means for it, or leave it out by without(.., why)";
    if (!deviations.isEmpty() || notDriven().stream().anyMatch(one -> !one.waived())) {
      throw new AssertionError(fault + System.lineSeparator() + table());
    }
  }

  /** The number of requests and deviations. */
  @Override
  public String toString() {
    return "ConformanceReport[" + requests + " requests, " + deviations.size() + " deviations]";
  }
}
