package dev.muster;

import dev.muster.audit.Audit;
import dev.muster.audit.MusterEvent;
import dev.muster.lease.Leases;
import dev.muster.membership.BoundedCalls;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.MembershipEvent;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.role.RoleSynchronizer;
import dev.muster.session.Session;
import dev.muster.session.SessionEvent;
import dev.muster.session.Sessions;
import dev.muster.session.VouchedSessions;
import dev.muster.store.TokenHolder;
import dev.muster.token.OrganizationTokens;
import dev.muster.token.TokenEvent;
import dev.muster.token.TokenParts;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts organization tokens together, and lets them hear what ends them: the rooms below report and
 * know nothing of tokens.
 */
final class TokenWiring {
  private final ProviderInstance provider;
  private final Audit audit;
  private final List<Leases> leases;
  private final Runnable wake;

  /** Comes later than those who report, and before anybody asks them anything. */
  private volatile @Nullable OrganizationTokens tokens;

  TokenWiring(ProviderInstance provider, Audit audit, List<Leases> leases, Runnable wake) {
    this.provider = provider;
    this.audit = audit;
    this.leases = leases;
    this.wake = wake;
  }

  @Nullable OrganizationTokens wire(
      MusterBuilder from,
      EvidenceReader evidence,
      RoleSynchronizer synchronizer,
      RoleMap map,
      Timeline timeline,
      BoundedCalls calls,
      ExecutorService pool,
      SecureRandom random,
      VouchedSessions vouched,
      Predicate<Session> issued,
      @Nullable Sessions ofHost) {
    if (from.tokenStore == null || from.tokenSettings == null) {
      return null;
    }
    OrganizationTokens wired =
        new OrganizationTokens(
            new TokenParts(
                provider,
                from.tokenStore,
                from.tokenSettings,
                from.freshness,
                evidence,
                synchronizer,
                map,
                timeline,
                calls,
                pool,
                random,
                from.cacheSize,
                issued,
                session -> !vouched.issued(session),
                session -> ofHost != null && ofHost.hasEnded(session),
                this::heard));
    tokens = wired;
    return wired;
  }

  /** On a thread of a look-up. */
  void heard(MembershipEvent event) {
    OrganizationTokens wired = tokens;
    if (wired != null && event instanceof MembershipEvent.MembershipEnded ended) {
      var unused = wired.revokeHere(new TokenHolder.OfMembership(ended.key()));
    }
  }

  /** On a thread of a request. */
  void heard(SessionEvent event) {
    if (event instanceof SessionEvent.SignedOut out) {
      ended(out.user(), out.session());
    } else if (event instanceof SessionEvent.Ended ended) {
      ended(ended.user(), ended.session());
    }
  }

  private void ended(UserId user, String session) {
    OrganizationTokens wired = tokens;
    if (wired != null) {
      var unused = wired.revoke(new TokenHolder.OfSession(provider, user, session));
    }
  }

  private void heard(TokenEvent event) {
    audit.tell(new MusterEvent.OfToken(event));
    if (event instanceof TokenEvent.Revoked || event instanceof TokenEvent.AllRevoked) {
      wake.run();
    }
    if (event instanceof TokenEvent.Revoked one) {
      leases.forEach(keeper -> keeper.recheck((MembershipKey key) -> key.equals(one.key())));
    } else if (event instanceof TokenEvent.AllRevoked all) {
      leases.forEach(keeper -> keeper.recheck((MembershipKey key) -> all.holder().covers(key)));
    }
  }
}
