package dev.muster.jdbi;

import dev.muster.name.MembershipKey;
import dev.muster.store.Notice;
import dev.muster.store.TokenHolder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * What is done to the tokens of a holder inside of a transaction: first the epoch is raised, which
 * waits for additions under way and makes later ones start over, then the rows are turned.
 */
final class HeldTokens {
  static final String TABLE = "muster_token_epoch";
  static final String OF_KEY = "provider = ? and organization_id = ? and user_id = ?";
  private static final String REVOKE =
      "update muster_token set state = 'REVOKED' where state <> 'REVOKED' and provider = ? and ";
  private static final String SUSPEND =
      "update muster_token set state = 'SUSPENDED' where state = 'LIVE' and " + OF_KEY;
  private static final String RESUME =
      "update muster_token set state = 'LIVE' where state = 'SUSPENDED' and " + OF_KEY;

  private final Epochs epochs;

  HeldTokens(Database database) {
    this.epochs = new Epochs(database, TABLE);
  }

  /** To be called before the transaction in which the holder's tokens are revoked or suspended. */
  void prepare(TokenHolder holder) {
    epochs.read("prepare to revoke tokens", List.of(Slot.of(holder)));
  }

  /** The same for several holders. */
  void prepare(Collection<TokenHolder> holders) {
    epochs.read("prepare to revoke tokens", slots(holders));
  }

  int revoke(Handle handle, TokenHolder holder, Notices notices) {
    return revoke(handle, List.of(holder), notices).values().iterator().next();
  }

  /** How many of each holder it revoked. */
  Map<TokenHolder, Integer> revoke(
      Handle handle, Collection<TokenHolder> holders, Notices notices) {
    epochs.raise(handle, slots(holders));
    Map<TokenHolder, Integer> revoked = new LinkedHashMap<>();
    for (TokenHolder holder : holders) {
      int turned = turned(handle, holder);
      tell(turned, holder, notices);
      revoked.put(holder, turned);
    }
    return revoked;
  }

  private static int turned(Handle handle, TokenHolder holder) {
    if (holder instanceof TokenHolder.OfMembership of) {
      return bind(handle.createUpdate(REVOKE + "organization_id = ? and user_id = ?"), of.key())
          .execute();
    }
    if (holder instanceof TokenHolder.OfOrganization of) {
      return turned(
          handle, "organization_id = ?", of.provider().value(), of.organization().value());
    }
    if (holder instanceof TokenHolder.OfUser of) {
      return turned(handle, "user_id = ?", of.provider().value(), of.user().value());
    }
    TokenHolder.OfSession of = (TokenHolder.OfSession) holder;
    return turned(
        handle,
        "user_id = ? and session_id = ?",
        of.provider().value(),
        of.user().value(),
        of.session());
  }

  void suspend(Handle handle, MembershipKey key, Notices notices) {
    epochs.raise(handle, List.of(Slot.of(key)));
    int suspended = bind(handle.createUpdate(SUSPEND), key).execute();
    tell(suspended, new TokenHolder.OfMembership(key), notices);
  }

  /** Nothing is to be forgotten: what is remembered of a token is that it was live. */
  void resume(Handle handle, MembershipKey key) {
    bind(handle.createUpdate(RESUME), key).execute();
  }

  private static void tell(int turned, TokenHolder holder, Notices notices) {
    if (turned > 0) {
      notices.add(new Notice.OfTokens(holder));
    }
  }

  private static Set<Slot> slots(Collection<TokenHolder> holders) {
    return holders.stream().map(Slot::of).collect(Collectors.toSet());
  }

  static <S extends SqlStatement<S>> S bind(S statement, MembershipKey key) {
    return Slot.of(key).bind(statement, 0);
  }

  private static int turned(Handle handle, String whose, String... values) {
    var update = handle.createUpdate(REVOKE + whose);
    for (int i = 0; i < values.length; i++) {
      update.bind(i, values[i]);
    }
    return update.execute();
  }
}
