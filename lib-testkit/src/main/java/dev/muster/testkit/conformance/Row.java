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
  private static final String NONE_SUCH = "-";
  private static final String LEFT_OUT = "~";
  private static final String OWED = "?";

  private final ProtectedRoute route;
  private final Map<Outcome, Set<String>> cells = new EnumMap<>(Outcome.class);
  private final Set<Outcome> marked = EnumSet.noneOf(Outcome.class);
  private final List<Deviation> deviations = new ArrayList<>();
  private final Set<NotDriven> notDriven = new LinkedHashSet<>();

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

  void leaveOut(NotDriven what) {
    notDriven.add(what);
  }

  List<NotDriven> notDriven() {
    return List.copyOf(notDriven);
  }

  /** Whether nothing was sent, and nobody said why. */
  boolean isSilentAbout(Outcome outcome) {
    return !cells.containsKey(outcome) && about(outcome).isEmpty();
  }

  private List<NotDriven> about(Outcome outcome) {
    return notDriven.stream().filter(one -> one.outcome() == outcome).toList();
  }

  List<Deviation> deviations() {
    return List.copyOf(deviations);
  }

  /** Whether nobody was served in the first place, so that not being served again says nothing. */
  boolean shutsOut() {
    return deviations.stream()
        .anyMatch(one -> one.outcome() == Outcome.SERVED && one.hole() == Hole.SHUTS_MEMBERS_OUT);
  }

  /** Statuses as they came, with marks of what deviates and of what was not driven. */
  String cell(Outcome outcome) {
    Set<String> statuses = cells.get(outcome);
    String text = statuses == null ? "" : String.join("/", statuses);
    List<NotDriven> missing = about(outcome);
    if (missing.stream().anyMatch(one -> !one.waived())) {
      text += OWED;
    } else if (statuses == null) {
      text = missing.isEmpty() ? NONE_SUCH : LEFT_OUT;
    }
    return marked.contains(outcome) ? text + "!" : text;
  }
}
