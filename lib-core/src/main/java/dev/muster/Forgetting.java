package dev.muster;

import dev.muster.lease.Leases;
import dev.muster.membership.ConsistencyToken;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.OrganizationResolver;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.scope.ScopeMemory;
import dev.muster.session.BearerSessions;
import dev.muster.session.Session;
import dev.muster.session.Sessions;
import dev.muster.store.Notice;
import dev.muster.store.TokenHolder;
import dev.muster.token.OrganizationTokens;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this node forgets when something changed, whoever changed it and however it is heard of: the
 * one place that knows all memories. Safe for many threads; never blocks.
 */
record Forgetting(
    ProviderInstance provider,
    EvidenceReader evidence,
    ScopeMemory memory,
    OrganizationResolver organizations,
    @Nullable Sessions sessions,
    @Nullable BearerSessions bearer,
    @Nullable OrganizationTokens tokens,
    List<Leases> leases,
    Runnable wake) {

  /** Of a change made here: leases are re-checked by reading the provider. */
  void changed(MembershipKey key) {
    wake.run();
    evidence.invalidate(key);
    forgetTokens(new TokenHolder.OfMembership(key));
    leases.forEach(keeper -> keeper.recheck(key));
  }

  /** Of an organization that was ended here. */
  void ended(OrganizationId id) {
    wake.run();
    forgetOrganization(id);
  }

  private void forgetOrganization(OrganizationId id) {
    organizations.ended(id);
    memory.changed(id);
    evidence.invalidate(id);
    forgetTokens(new TokenHolder.OfOrganization(provider, id));
    leases.forEach(keeper -> keeper.recheck((MembershipKey key) -> key.organization().equals(id)));
  }

  /** What a notice of the change log names. */
  void noticed(Notice notice) {
    if (notice instanceof Notice.OfMembership of) {
      evidence.invalidate(of.key());
      forgetTokens(new TokenHolder.OfMembership(of.key()));
      ConsistencyToken since = new ConsistencyToken(of.key(), of.epoch());
      leases.forEach(keeper -> keeper.recheck(since));
    } else if (notice instanceof Notice.OfTokens of) {
      forgetTokens(of.holder());
      leases.forEach(keeper -> keeper.recheck((MembershipKey key) -> of.holder().covers(key)));
    } else if (notice instanceof Notice.OfOrganization of) {
      if (of.ended()) {
        forgetOrganization(of.organization());
      } else {
        memory.changed(of.organization());
      }
    } else if (notice instanceof Notice.OfSlug of) {
      memory.changed(of.slug());
    } else if (notice instanceof Notice.OfSession of) {
      ended(of);
    } else if (notice instanceof Notice.OfRole of) {
      changed(of);
    }
  }

  private void ended(Notice.OfSession of) {
    if (sessions != null) {
      sessions.endedElsewhere(of.session());
    }
    if (bearer != null) {
      bearer.endedElsewhere(of.session());
    }
    forgetTokens(new TokenHolder.OfSession(of.provider(), of.user(), of.session()));
    leases.forEach(keeper -> keeper.recheck((MembershipKey key) -> key.user().equals(of.user())));
  }

  /** Whether this node knows that a session was signed out, or was ended elsewhere. */
  boolean hasEnded(Session session) {
    return session.token() == null
        && ((sessions != null && sessions.hasEnded(session.id()))
            || (bearer != null && bearer.hasEnded(session.id())));
  }

  private void changed(Notice.OfRole of) {
    evidence.invalidate(of.role(), of.organization());
    OrganizationId only = of.organization();
    leases.forEach(
        keeper ->
            keeper.recheck((MembershipKey key) -> only == null || only.equals(key.organization())));
  }

  /** What could have changed meanwhile is not known. */
  void all() {
    evidence.forgetAll();
    memory.changed();
    if (tokens != null) {
      tokens.invalidate();
    }
    leases.forEach(keeper -> keeper.recheck((MembershipKey key) -> true));
  }

  private void forgetTokens(TokenHolder holder) {
    if (tokens != null) {
      tokens.invalidate(holder);
    }
  }
}
