package dev.muster.token;

import dev.muster.store.OrganizationTokenStore.Grant;
import dev.muster.store.TokenHolder;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Revocations that the store has not taken: meanwhile this node refuses what they are about. Where
 * there are too many, it refuses all tokens until the store takes them. Safe for many threads.
 */
final class PendingRevocations {
  private static final int MOST = 10_000;

  private final AtomicLong attempts = new AtomicLong();

  /** With the latest attempt of each: what an earlier one did is not all of it. */
  private final Map<TokenHolder, Long> holders = new ConcurrentHashMap<>();

  /** Answers the number of the attempt. */
  long add(TokenHolder holder) {
    long attempt = attempts.incrementAndGet();
    holders.merge(holder, attempt, Math::max);
    return attempt;
  }

  void done(TokenHolder holder, long attempt) {
    holders.remove(holder, attempt);
  }

  Set<TokenHolder> all() {
    return Set.copyOf(holders.keySet());
  }

  boolean refuses(Grant grant) {
    if (holders.isEmpty()) {
      return false;
    }
    return holders.size() > MOST
        || holders.keySet().stream().anyMatch(holder -> isAbout(holder, grant));
  }

  private static boolean isAbout(TokenHolder holder, Grant grant) {
    return holder.covers(grant.key())
        && (!(holder instanceof TokenHolder.OfSession of) || of.session().equals(grant.session()));
  }
}
