package dev.muster.testkit.conformance;

import dev.muster.testkit.mint.TokenFlaw;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One route on trial: the tools that drive it, and the row that fills up. */
final class Trial {
  private final MusterConformance check;
  private final Visitor visitor;
  private final ConformanceHost host;
  private final Stage stage;
  private final ProtectedRoute route;
  private final Row row;

  Trial(MusterConformance check, Visitor visitor, ConformanceHost host, ProtectedRoute route) {
    this.check = check;
    this.visitor = visitor;
    this.host = host;
    this.stage = new Stage(host);
    this.route = route;
    this.row = new Row(route);
  }

  ConformanceHost host() {
    return host;
  }

  Stage stage() {
    return stage;
  }

  ProtectedRoute route() {
    return route;
  }

  Row row() {
    return row;
  }

  MusterConformance check() {
    return check;
  }

  /** The role in which a member is served. */
  String role() {
    return route.terms().roles().get(0);
  }

  /** Whether an outcome is to be driven; notes it where somebody waived it. */
  boolean drives(Outcome outcome) {
    if (!Applicable.to(route, outcome)) {
      return false;
    }
    Optional<String> why = check.waivers().of(route, outcome);
    why.ifPresent(reason -> leaveOut(outcome, null, reason, true));
    return why.isEmpty();
  }

  /** Notes what the host gives no means for, which nobody answers for. */
  void cannot(Outcome outcome, String reason) {
    leaveOut(outcome, null, reason, false);
  }

  void leaveOut(Outcome outcome, @Nullable TokenFlaw flaw, String reason, boolean waived) {
    row.leaveOut(new NotDriven(route.toString(), outcome, flaw, reason, waived));
  }

  Ready ready(Staged staged) {
    return Ready.of(route, staged);
  }

  /** The same for somebody whom the organization must not serve, but perhaps the own scope. */
  Ready readyAlone(Staged staged) {
    return ready(staged).servedIn(route.terms().personal ? Set.of("") : Set.of());
  }

  /** Sends the request, and holds the answer against what the outcome comes to. */
  Visit drive(Outcome outcome, Ready ready, @Nullable PresentedCredential credential) {
    return drive(outcome, null, "", ready, credential);
  }

  /** The same, of a credential with a flaw or of one sort of several. */
  Visit drive(
      Outcome outcome,
      @Nullable TokenFlaw flaw,
      String with,
      Ready ready,
      @Nullable PresentedCredential credential) {
    Visit visit = visitor.send(ready, credential, outcome == Outcome.FOREIGN_PAGE);
    Expectation expected = check.expected(route, outcome, flaw);
    row.saw(outcome, visit);
    row.add(Judge.judge(route, outcome, flaw, with, expected, visit));
    if (expected.served()) {
      row.add(ScopeTold.judge(outcome, with, ready, visit));
    }
    return visit;
  }

  /** Sends a request of any route, which is no outcome of its own. */
  Visit send(Ready ready, PresentedCredential credential) {
    return visitor.send(ready, credential, false);
  }

  void add(Outcome outcome, String with, Hole hole, String expected, String found) {
    row.add(List.of(new Deviation(route.toString(), outcome, with, hole, expected, found)));
  }
}
