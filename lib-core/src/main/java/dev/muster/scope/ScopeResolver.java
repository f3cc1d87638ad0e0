package dev.muster.scope;

/**
 * <strong>SPI.</strong> Finds where a request works. One resolver serves all routes of a host. Safe
 * for many threads; may block on the store and the provider until the deadline of a decision.
 *
 * <h2>Guarantee</h2>
 *
 * <p>An organization that was named is the one that is resolved: a named organization that fails
 * never falls through to another, nor to the personal scope. A {@link Scope.Organization} rests on
 * evidence that the query's freshness accepts. A failure is {@link ScopeResolution.Unavailable},
 * never an exception and never a no.
 */
public interface ScopeResolver {
  /**
   * Resolves.
   *
   * @param query the question
   * @return the scope, or why there is none
   */
  ScopeResolution resolve(ScopeQuery query);
}
