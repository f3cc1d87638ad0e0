package dev.muster.scope;

import dev.muster.membership.ConsistencyToken;
import dev.muster.membership.Freshness;
import dev.muster.membership.Moment;
import dev.muster.name.MembershipKey;
import dev.muster.session.Session;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A question for a scope.
 *
 * @param session who asks
 * @param selector which organization the request names, if any
 * @param personal whether a request that names none may work personally
 * @param freshness how old evidence may be
 * @param start when the request began
 * @param seen what evidence must have caught up with, or null; of another key it demands nothing
 */
public record ScopeQuery(
    Session session,
    OrganizationSelector selector,
    boolean personal,
    Freshness freshness,
    Moment start,
    @Nullable ConsistencyToken seen) {
  /** Checks the parts. */
  public ScopeQuery {
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(selector, "selector");
    Objects.requireNonNull(freshness, "freshness");
    Objects.requireNonNull(start, "start");
  }

  /**
   * The least epoch that remembered or mirrored evidence of a key must have.
   *
   * @param key the key
   * @return 0 if nothing is demanded of it
   */
  public long leastEpoch(MembershipKey key) {
    return seen != null && seen.key().equals(key) ? seen.epoch() : 0;
  }
}
