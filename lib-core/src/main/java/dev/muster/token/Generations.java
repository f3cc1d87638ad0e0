package dev.muster.token;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.store.TokenHolder;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many revocations this node knows of, roughly by user and by organization. A reading of a
 * token counts only as long as its numbers stand, so nothing that was read before a revocation is
 * believed after it, wherever it was kept meanwhile. Safe for many threads; takes no lock.
 */
final class Generations {
  private static final int STRIPES = 1 << 10;

  private final AtomicLong all = new AtomicLong();
  private final AtomicLongArray users = new AtomicLongArray(STRIPES);
  private final AtomicLongArray organizations = new AtomicLongArray(STRIPES);

  /**
   * To be read before a token is, and compared after {@link #of}: a token's key is not known yet.
   */
  long all() {
    return all.get();
  }

  /** Where a key's revocations are counted: the user's place, and the organization's above it. */
  static int stripes(MembershipKey key) {
    return stripe(key.organization()) * STRIPES + stripe(key.user());
  }

  /** The number of a place. It only grows. */
  long of(int stripes) {
    return users.get(stripes & (STRIPES - 1)) + organizations.get(stripes / STRIPES);
  }

  /**
   * What was revoked is revoked from now on here: the common count first, for readers under way.
   */
  void raise(TokenHolder holder) {
    all.incrementAndGet();
    if (holder instanceof TokenHolder.OfOrganization of) {
      organizations.incrementAndGet(stripe(of.organization()));
    } else if (holder instanceof TokenHolder.OfMembership of) {
      users.incrementAndGet(stripe(of.key().user()));
    } else if (holder instanceof TokenHolder.OfUser of) {
      users.incrementAndGet(stripe(of.user()));
    } else if (holder instanceof TokenHolder.OfSession of) {
      users.incrementAndGet(stripe(of.user()));
    }
  }

  /** Whatever can have been revoked is. */
  void raise() {
    all.incrementAndGet();
    for (int stripe = 0; stripe < STRIPES; stripe++) {
      users.incrementAndGet(stripe);
    }
  }

  private static int stripe(UserId user) {
    return stripe(user.value().hashCode());
  }

  private static int stripe(OrganizationId organization) {
    return stripe(organization.value().hashCode());
  }

  private static int stripe(int hash) {
    return (hash ^ hash >>> 16) & (STRIPES - 1);
  }
}
