package dev.muster.token;

import dev.muster.store.OrganizationTokenStore.Grant;
import dev.muster.store.TokenHolder;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Revocations that the store has not taken: meanwhile this node refuses what they are about. Where
 * there are too many, it refuses all tokens until the store takes them. Safe for many threads.
 */
final class PendingRevocations {
  private static final int MOST = 10_000;

  private final Set<TokenHolder> holders = ConcurrentHashMap.newKeySet();

  void add(TokenHolder holder) {
    holders.add(holder);
  }

  void done(TokenHolder holder) {
    holders.remove(holder);
  }

  Set<TokenHolder> all() {
    return Set.copyOf(holders);
  }

  boolean refuses(Grant grant) {
    if (holders.isEmpty()) {
      return false;
    }
    return holders.size() > MOST || holders.stream().anyMatch(holder -> isAbout(holder, grant));
  }

  private static boolean isAbout(TokenHolder holder, Grant grant) {
    return holder.covers(grant.key())
        && (!(holder instanceof TokenHolder.OfSession of) || of.session().equals(grant.session()));
  }
}
