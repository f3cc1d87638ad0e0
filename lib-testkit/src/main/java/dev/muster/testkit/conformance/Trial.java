package dev.muster.testkit.conformance;

import dev.muster.testkit.mint.TokenFlaw;
import java.util.List;
import java.util.Optional;
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

  /** A good credential of the user, which names the organization where it has to. */
  PresentedCredential credential(Staged staged) {
    return named(staged).orElseGet(() -> host.credential(staged.user()));
  }

  /** A good credential that names the organization; empty where the route wants none such. */
  Optional<PresentedCredential> named(Staged staged) {
    return route.terms().inCredential
        ? host.credential(staged.user(), staged.organization())
        : Optional.empty();
  }

  Ready ready(Staged staged) {
    return Ready.of(route, staged);
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
    return visit;
  }

  void add(Outcome outcome, String with, Hole hole, String expected, String found) {
    row.add(List.of(new Deviation(route.toString(), outcome, with, hole, expected, found)));
  }

  /**
   * Lets somebody be served who should be: by this route, or by one that reads where this one can
   * serve only once. What comes of it is judged elsewhere.
   */
  void serveBefore(Staged staged, PresentedCredential credential) {
    Optional<ProtectedRoute> by = route.terms().once ? reading() : Optional.of(route);
    by.ifPresent(one -> visitor.send(Ready.of(one, staged), credential, false));
  }

  /** Lets the founder read, so that the host has met the organization. */
  void introduce(Staged staged) {
    reading()
        .ifPresent(one -> visitor.send(Ready.of(one, staged), staged.credentialOfFounder(), false));
  }

  private Optional<ProtectedRoute> reading() {
    return check.routes().stream().filter(one -> one.terms().readsFor(role())).findFirst();
  }
}
