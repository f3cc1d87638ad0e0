package dev.muster.testkit.contract;

/**
 * Thrown by a stage that can't pull a lever: the provider behind it, or what stands in for it,
 * knows no such thing. The test opts out of the rule with {@link OptsOut}.
 */
public final class NoLever extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what is missing.
   *
   * @param message what can't be done here
   */
  public NoLever(String message) {
    super(message);
  }
}
