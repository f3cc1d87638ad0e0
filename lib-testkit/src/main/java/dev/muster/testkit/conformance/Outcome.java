package dev.muster.testkit.conformance;

/**
 * One thing that can come of a request to a protected route. Each is driven with users and
 * organizations of its own, so that nothing that was remembered of another one answers for it.
 */
public enum Outcome {
  /** An active member, in each role that the route says it serves. */
  SERVED("served"),
  /** The person's own scope, named where an organization could be. */
  PERSONAL("personal"),
  /** Another person's own scope, named in the same way. */
  OTHERS_SCOPE("person"),
  /** No credential. */
  NO_CREDENTIAL("none"),
  /** A member's credential that is not good: garbage, and each flaw that the host can make. */
  BAD_CREDENTIAL("bad"),
  /** A member's credential that was good once. */
  EXPIRED("expired"),
  /** Somebody in no organization at all. */
  ORGANIZATION_LESS("org-less"),
  /** Somebody who was invited and has not accepted. */
  PENDING("pending"),
  /** A deactivated member, at once and after being served. */
  INACTIVE("inactive"),
  /** A member of another organization. */
  FOREIGN("foreign"),
  /** The same, naming an organization that there is not. */
  UNKNOWN("unknown"),
  /**
   * A member who names the own scope, and a thing of another organization or person; where the
   * route is for everybody who is signed in, somebody with another person's thing. Of a thing that
   * was reached all the same it is seen that it is served, and that it is gone for whom it belongs
   * to. That it was changed, behind an answer that refuses, is not seen.
   */
  OTHERS_THING("thing"),
  /** A member with a credential for one organization, who names another one or the own slug. */
  BOUND_ELSEWHERE("bound"),
  /** A member in each role that the route says it refuses. */
  INSUFFICIENT_ROLE("role"),
  /** The same, who has a role that is served in another organization. */
  ROLE_ELSEWHERE("role-b"),
  /** A member who was served in a role, and then got each that the route says it refuses. */
  DEMOTED("demoted"),
  /** A member who was served, and was then removed. */
  REMOVED("removed"),
  /** A member's write with a cookie that a page of another site set off. */
  FOREIGN_PAGE("site"),
  /** A member whom nothing is known of yet, while nobody can ask the provider. */
  PROVIDER_DOWN("down"),
  /** The same, while the provider takes no more calls. */
  RATE_LIMITED("limited"),
  /** The same two, once the provider is back. */
  SERVED_AGAIN("again");

  private final String column;

  Outcome(String column) {
    this.column = column;
  }

  /**
   * Its word in a table.
   *
   * @return lower case, short
   */
  public String column() {
    return column;
  }

  /** Whether the provider is asked for nothing. */
  boolean isOutage() {
    return this == PROVIDER_DOWN || this == RATE_LIMITED;
  }
}
