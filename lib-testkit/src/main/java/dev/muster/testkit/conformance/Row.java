package dev.muster.testkit.conformance;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What came of one route: a cell for each outcome, and what deviates. */
final class Row {
  private static final String NOT_DRIVEN = "-";

  private final ProtectedRoute route;
  private final Map<Outcome, Set<String>> cells = new EnumMap<>(Outcome.class);
  private final Set<Outcome> marked = EnumSet.noneOf(Outcome.class);
  private final List<Deviation> deviations = new ArrayList<>();

  Row(ProtectedRoute route) {
    this.route = route;
  }

  ProtectedRoute route() {
    return route;
  }

  void saw(Outcome outcome, Visit visit) {
    cells.computeIfAbsent(outcome, none -> new LinkedHashSet<>()).add(visit.cell());
  }

  void add(List<Deviation> found) {
    deviations.addAll(found);
    found.forEach(deviation -> marked.add(deviation.outcome()));
  }

  List<Deviation> deviations() {
    return List.copyOf(deviations);
  }

  /** Whether nobody was served in the first place, so that not being served again says nothing. */
  boolean shutsOut() {
    return deviations.stream()
        .anyMatch(one -> one.outcome() == Outcome.SERVED && one.hole() == Hole.SHUTS_MEMBERS_OUT);
  }

  /** Statuses as they came, with a mark where something deviates; a dash where nothing was sent. */
  String cell(Outcome outcome) {
    Set<String> statuses = cells.get(outcome);
    String text = statuses == null ? NOT_DRIVEN : String.join("/", statuses);
    return marked.contains(outcome) ? text + "!" : text;
  }
}
