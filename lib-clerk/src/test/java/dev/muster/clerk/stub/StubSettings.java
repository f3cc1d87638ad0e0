package dev.muster.clerk.stub;

import java.time.Duration;

/** How the instance is set up, where instances of Clerk differ. Safe for many threads. */
public final class StubSettings {
  private final Instance clerk;

  StubSettings(Instance clerk) {
    this.clerk = clerk;
  }

  /**
   * Turns slugs of organizations on or off. They are on at first; applications made since October
   * 2025 have them off. Organizations that are there keep theirs.
   *
   * @param on whether an organization has one
   */
  public void slugs(boolean on) {
    clerk.lockedAct(() -> clerk.slugs = on);
  }

  /**
   * Chooses what is told when an organization or a user is deleted.
   *
   * @param told whether each lost membership has a message of its own, as it has at first
   */
  public void membershipsEndAloud(boolean told) {
    clerk.lockedAct(() -> clerk.cascades = told);
  }

  /**
   * Chooses how a change of a membership that is not there is refused.
   *
   * @param forbidden as forbidden, or as not found, as it is at first
   */
  public void strangersAreForbidden(boolean forbidden) {
    clerk.lockedAct(() -> clerk.forbidsStrangers = forbidden);
  }

  /**
   * Chooses how much later than its {@code created_at} an organization shows that is made from now
   * on, as one whose making takes long.
   *
   * @param late how much; nothing at first
   */
  public void organizationsShowLate(Duration late) {
    clerk.lockedAct(() -> clerk.late = late);
  }
}
