package dev.muster.examples.notes.story;

import java.time.Duration;

/**
 * How large a story of several nodes is.
 *
 * @param nodes how many nodes, two at least
 * @param organizations how many organizations the provider has at first
 * @param members how many members each of them has
 * @param removals how many members are removed one after the other, to measure times
 * @param lease how long a leader stays one that is not heard of
 * @param bound how old evidence may be: short, since the story waits until it is over
 * @param outages whether the leader is killed and the provider is away
 */
public record NodesPlan(
    int nodes,
    int organizations,
    int members,
    int removals,
    Duration lease,
    Duration bound,
    boolean outages) {
  /** Longer than a call to WorkOS may take. */
  private static final Duration LEASE_ON_WORKOS = Duration.ofSeconds(6);

  /**
   * The whole story.
   *
   * @param nodes how many nodes
   * @return the plan
   */
  public static NodesPlan whole(int nodes) {
    return new NodesPlan(nodes, 60, 34, 24, Duration.ofSeconds(4), Duration.ofSeconds(8), true);
  }

  /**
   * The same steps, with less of everything.
   *
   * @param nodes how many nodes
   * @return the plan
   */
  public static NodesPlan brief(int nodes) {
    return new NodesPlan(nodes, 5, 6, 3, Duration.ofMillis(2500), Duration.ofSeconds(4), true);
  }

  /**
   * The same on WorkOS's emulator, which takes a thousand requests a minute.
   *
   * @return the plan
   */
  public NodesPlan onWorkOs() {
    return new NodesPlan(
        nodes,
        Math.min(organizations, 20),
        Math.min(members, 20),
        removals,
        LEASE_ON_WORKOS,
        bound,
        outages);
  }

  /**
   * The same without what fails.
   *
   * @return the plan
   */
  public NodesPlan withoutOutages() {
    return new NodesPlan(nodes, organizations, members, removals, lease, bound, false);
  }
}
