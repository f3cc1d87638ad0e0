package dev.muster.store;

import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderEvent;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one event makes of the in-memory mirror, register and tokens. The log's lock is held. */
final class InMemoryEvents {
  private final InMemoryMembershipStore memberships;
  private final DirectoryStore directory;
  private final @Nullable OrganizationTokenStore tokens;
  private final InMemoryChangeLog log;

  InMemoryEvents(
      InMemoryMembershipStore memberships,
      DirectoryStore directory,
      @Nullable OrganizationTokenStore tokens,
      InMemoryChangeLog log) {
    this.memberships = memberships;
    this.directory = directory;
    this.tokens = tokens;
    this.log = log;
  }

  /**
   * Applies an event.
   *
   * @param asOf for an event of the log, up to when the mirror followed before; null for a webhook
   * @param changed gets the epoch of each key that changes its meaning
   * @return whether anything changed, or everybody must be told
   */
  boolean apply(
      ProviderInstance provider,
      ProviderEvent.What what,
      @Nullable Instant asOf,
      Map<MembershipKey, Long> changed) {
    if (what instanceof ProviderEvent.MembershipStated stated) {
      MembershipKey key = key(provider, stated.membership());
      return noted(
          changed,
          memberships.change(
              key, (entry, now) -> EventRules.stated(key, entry, stated.membership(), asOf)));
    }
    if (what instanceof ProviderEvent.MembershipEnded ended) {
      return ended(key(provider, ended.membership()), ended.membership(), asOf != null, changed);
    }
    if (what instanceof ProviderEvent.OrganizationStated stated) {
      return directory.update(provider, stated.organization());
    }
    if (what instanceof ProviderEvent.OrganizationEnded ended) {
      boolean first = directory.end(provider, ended.organization());
      return endAll(
              provider, new TokenHolder.OfOrganization(provider, ended.organization()), changed)
          || first;
    }
    if (what instanceof ProviderEvent.UserEnded ended) {
      return endAll(provider, new TokenHolder.OfUser(provider, ended.user()), changed);
    }
    if (what instanceof ProviderEvent.SessionEnded ended) {
      boolean unused = revoked(new TokenHolder.OfSession(provider, ended.user(), ended.session()));
      log.add(new Notice.OfSession(provider, ended.user(), ended.session()));
      return true;
    }
    if (what instanceof ProviderEvent.RoleChanged of) {
      log.add(new Notice.OfRole(provider, of.role(), of.organization()));
      return true;
    }
    return false;
  }

  private boolean ended(
      MembershipKey key, Membership last, boolean inOrder, Map<MembershipKey, Long> changed) {
    boolean moved =
        noted(
            changed,
            memberships.change(
                key, (entry, now) -> EventRules.ended(key, entry, last, inOrder, now)));
    // Also where the end was known: a read that found it revoked nothing.
    return (memberships.entry(key) instanceof MirrorEntry.Ended
            && revoked(new TokenHolder.OfMembership(key)))
        || moved;
  }

  private boolean endAll(
      ProviderInstance provider, TokenHolder holder, Map<MembershipKey, Long> changed) {
    boolean moved = noted(changed, memberships.end(provider, holder::covers));
    return revoked(holder) || moved;
  }

  private boolean revoked(TokenHolder holder) {
    return tokens != null && tokens.revoke(holder) > 0;
  }

  private static boolean noted(Map<MembershipKey, Long> changed, Map<MembershipKey, Long> written) {
    changed.putAll(written);
    return !written.isEmpty();
  }

  private static MembershipKey key(ProviderInstance provider, Membership membership) {
    return new MembershipKey(provider, membership.organization(), membership.user());
  }
}
