package dev.muster.testkit.contract;

/** Rules of {@link SessionProviderContract} that a test provider may break, with a reason. */
public enum SessionRule {
  /** A session has one id for its whole life. */
  KEEPS_ITS_ID,
  /** An organization refuses a user who is no active member, and the token stays good. */
  REFUSES_STRANGERS,
  /** A session that was ended is not refreshed. */
  STAYS_ENDED
}
