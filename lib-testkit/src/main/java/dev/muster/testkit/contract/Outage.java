package dev.muster.testkit.contract;

/** A way for a provider to give no answer, as a contract suite orders it. */
public enum Outage {
  /** Too many calls. */
  RATE_LIMITED,
  /** The provider failed inside. */
  SERVER_ERROR,
  /** Nobody answers at the address. */
  REFUSED_CONNECTION,
  /** The answer is not what the protocol says. */
  MALFORMED_ANSWER,
  /** The answer's body ends midway. */
  CUT_ANSWER,
  /** No answer within the call deadline. */
  HANG
}
