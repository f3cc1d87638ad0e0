package dev.muster.scope;

import dev.muster.membership.Freshness;
import dev.muster.membership.Moment;
import dev.muster.session.Session;
import java.util.Objects;

/**
 * A question for a scope.
 *
 * @param session who asks
 * @param selector which organization the request names, if any
 * @param personal whether a request that names none may work personally
 * @param freshness how old evidence may be
 * @param start when the request began
 */
public record ScopeQuery(
    Session session,
    OrganizationSelector selector,
    boolean personal,
    Freshness freshness,
    Moment start) {
  /** Checks the parts. */
  public ScopeQuery {
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(selector, "selector");
    Objects.requireNonNull(freshness, "freshness");
    Objects.requireNonNull(start, "start");
  }
}
