package dev.muster.token;

import dev.muster.decision.Pass;
import dev.muster.membership.BoundedCalls;
import dev.muster.membership.Evidence;
import dev.muster.membership.Failure;
import dev.muster.membership.Source;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import dev.muster.name.TokenId;
import dev.muster.scope.ScopeResolution;
import dev.muster.session.Session;
import dev.muster.session.TokenSessions.Reading;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.TokenHolder;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Organization access tokens: opaque credentials of one user for one organization, for command
 * lines and jobs. Safe for many threads; blocks on the store, and where one is issued on the
 * provider, until the deadline of a decision.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A token is shown once, when it is issued, and is stored as a hash. It may do what its holder
 * could then and still can now, and dies with the membership, the user, the organization and the
 * session that it comes from. A revocation counts on this node before it returns.
 */
public final class OrganizationTokens {
  private final OrganizationTokenStore store;
  private final TokenSettings settings;
  private final Timeline timeline;
  private final BoundedCalls calls;
  private final Consumer<TokenEvent> events;
  private final Predicate<Session> issued;
  private final TokenIssuer issuer;
  private final TokenBearers bearers;
  private final TokenUses uses;
  private final PendingRevocations pending = new PendingRevocations();

  /**
   * Tokens over the rooms below.
   *
   * @param parts what they are made of
   */
  public OrganizationTokens(TokenParts parts) {
    store = parts.store();
    settings = parts.settings();
    timeline = parts.timeline();
    calls = parts.calls();
    events = parts.events();
    issued = parts.issued();
    issuer = new TokenIssuer(parts);
    uses = new TokenUses(store, timeline, parts.executor());
    Generations generations = new Generations();
    bearers =
        new TokenBearers(
            settings,
            parts.freshness(),
            timeline,
            calls,
            new TokenReader(
                parts.provider(),
                store,
                parts.map(),
                timeline,
                generations,
                grant ->
                    pending.refuses(grant)
                        || (grant.session() != null && parts.hasEnded().test(grant.session()))),
            generations,
            uses,
            parts.size());
  }

  /**
   * Issues a token to whoever holds a pass of an organization. Asks the provider, whatever the pass
   * rests on.
   *
   * @param pass the proof, of this request
   * @param label the user's own word for the token, up to 255 characters; may be empty
   * @return the token, or why there is none
   * @throws IllegalArgumentException if the label is too long or has control characters, or the
   *     pass was not made by this Muster
   * @throws IllegalStateException if the pass is personal
   */
  public TokenIssue issue(Pass pass, String label) {
    Objects.requireNonNull(pass, "pass");
    TokenLabel.check(label);
    requireOurs(pass);
    return issuer.issue(pass, label);
  }

  /**
   * Lists the tokens of whoever holds a pass, in its organization.
   *
   * @param pass the proof, of this request
   * @return the tokens, without what could be used
   * @throws IllegalArgumentException if the pass was not made by this Muster
   * @throws IllegalStateException if the pass is personal
   */
  public TokenList list(Pass pass) {
    MembershipKey key = key(pass);
    try {
      return new TokenList.Listed(calls.call(timeline.now(), () -> store.list(key)));
    } catch (RuntimeException thrown) {
      return new TokenList.Unavailable(Failure.of(thrown));
    }
  }

  /**
   * Revokes a token of whoever holds a pass, in its organization.
   *
   * @param pass the proof, of this request
   * @param token which; somebody else's is as good as an unknown one
   * @return revoked, unknown, or that it can't be done now
   * @throws IllegalArgumentException if the pass was not made by this Muster
   * @throws IllegalStateException if the pass is personal
   */
  public TokenRevocation revoke(Pass pass, TokenId token) {
    return revoke(key(pass), Objects.requireNonNull(token, "token"));
  }

  private TokenRevocation revoke(MembershipKey key, TokenId token) {
    try {
      if (!calls.call(timeline.now(), () -> store.revoke(key, token))) {
        return new TokenRevocation.Unknown();
      }
    } catch (RuntimeException thrown) {
      return new TokenRevocation.Unavailable(Failure.of(thrown));
    } finally {
      bearers.forget(new TokenHolder.OfMembership(key));
    }
    events.accept(new TokenEvent.Revoked(key, token));
    return new TokenRevocation.Revoked(1);
  }

  /**
   * Revokes all tokens of a holder, those that are being issued included; for an operator, and for
   * whatever ends a membership, a user, an organization or a session.
   *
   * @param holder whose
   * @return revoked, or that the store did not take it: then this node refuses the tokens, and
   *     tries again with {@link #repeatRevocations()}
   */
  public TokenRevocation revoke(TokenHolder holder) {
    // Counts here also where no thread is free to tell the store.
    var unused = pending.add(Objects.requireNonNull(holder, "holder"));
    bearers.forget(holder);
    try {
      return calls.call(timeline.now(), () -> revokeHere(holder));
    } catch (RuntimeException late) {
      Failure failure = Failure.of(late);
      if (failure.cause() == Failure.Cause.OVERLOADED) {
        events.accept(new TokenEvent.RevocationFailed(holder));
      }
      return new TokenRevocation.Unavailable(failure);
    }
  }

  /**
   * The same, on a thread that waits for the store as long as it takes.
   *
   * @param holder whose
   * @return revoked, or that the store did not take it
   */
  public TokenRevocation revokeHere(TokenHolder holder) {
    long attempt = pending.add(Objects.requireNonNull(holder, "holder"));
    bearers.forget(holder);
    try {
      int count = store.revoke(holder);
      pending.done(holder, attempt);
      events.accept(new TokenEvent.AllRevoked(holder, count));
      return new TokenRevocation.Revoked(count);
    } catch (RuntimeException thrown) {
      events.accept(new TokenEvent.RevocationFailed(holder));
      return new TokenRevocation.Unavailable(Failure.of(thrown));
    } finally {
      bearers.forget(holder);
    }
  }

  /** Tries again what the store did not take. Blocks on the store. */
  public void repeatRevocations() {
    pending.all().forEach(this::revokeHere);
  }

  /**
   * Forgets what this node remembers of a holder's tokens: somebody else changed them in the store.
   *
   * @param holder whose
   */
  public void invalidate(TokenHolder holder) {
    bearers.forget(holder);
  }

  /** Forgets what this node remembers of all tokens: what was changed is not known. */
  public void invalidate() {
    bearers.forget();
  }

  /**
   * Deletes tokens that expired long enough ago, writes the uses that wait, and repeats what the
   * store did not take; for a job of the host's, now and then. Blocks on the store.
   *
   * @param most how many tokens are deleted at most
   * @return how many were
   * @throws dev.muster.store.StoreException if the store can't answer
   */
  public int sweep(int most) {
    uses.write();
    repeatRevocations();
    return store.sweep(settings.keepExpired(), most);
  }

  /**
   * Who presents one of the tokens.
   *
   * @return for the front door
   */
  public TokenBearers bearers() {
    return bearers;
  }

  /**
   * Hears what a request with a token was resolved to. A definite word of the provider that the
   * membership has ended ends the tokens too; so does another membership than the token's. Blocks
   * on the store then.
   *
   * @param session of a token
   * @param resolution what its request was resolved to
   */
  public void heard(Session session, ScopeResolution resolution) {
    Reading token = session.token();
    if (token == null) {
      return;
    }
    MembershipKey key = token.grant().key();
    if (resolution instanceof ScopeResolution.CredentialOutlived) {
      var unused = revoke(key, token.id());
    } else if (resolution instanceof ScopeResolution.NotAMember no && isDefinite(no.evidence())) {
      var unused = revoke(new TokenHolder.OfMembership(key));
    }
  }

  private Session requireOurs(Pass pass) {
    Session session = pass.scope().session();
    if (!issued.test(session) && !bearers.issued(session)) {
      throw new IllegalArgumentException("the pass was not made by this Muster");
    }
    return session;
  }

  /**
   * A removal of our own that is in progress is no definite end, and neither is the word of a
   * provider that may be the wrong one.
   */
  private static boolean isDefinite(Evidence no) {
    return no.source() == Source.LIVE
        && !no.isMember()
        && no.isOrganizationKnown()
        && no.epoch() > 0;
  }

  private MembershipKey key(Pass pass) {
    Session session = requireOurs(Objects.requireNonNull(pass, "pass"));
    return new MembershipKey(session.provider(), pass.organization(), session.user());
  }
}
