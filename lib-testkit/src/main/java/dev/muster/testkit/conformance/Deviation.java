package dev.muster.testkit.conformance;

import java.util.Objects;

/**
 * One answer that is not what it should be.
 *
 * @param route the method and the path of the route
 * @param outcome what was driven
 * @param with what was presented, where the outcome has several, such as one flaw; else empty
 * @param hole what is wrong
 * @param expected what should have come
 * @param found what came
 */
public record Deviation(
    String route, Outcome outcome, String with, Hole hole, String expected, String found) {
  /** Checks the parts. */
  public Deviation {
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(with, "with");
    Objects.requireNonNull(hole, "hole");
    Objects.requireNonNull(expected, "expected");
    Objects.requireNonNull(found, "found");
  }

  /**
   * The whole of it in one line.
   *
   * @return route, outcome, what was expected, what came, what is wrong; no secret
   */
  public String line() {
    return route
        + ", "
        + outcome.column()
        + (with.isEmpty() ? "" : " (" + with + ")")
        + ": expected "
        + expected
        + ", but came "
        + found
        + ": "
        + hole.text();
  }
}
