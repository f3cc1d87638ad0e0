package dev.muster.jdbi;

import dev.muster.name.MembershipKey;
import dev.muster.name.TokenId;
import dev.muster.store.Notice;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.StoreException;
import dev.muster.store.TokenHolder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Organization access tokens in table {@code muster_token} of a SQL database, by their hashes. Safe
 * for many threads and many nodes; each call blocks on the database and holds its connection only
 * inside. Connections must come with auto-commit on. Times are the database's, to the microsecond.
 *
 * <p>An epoch is the sum of three rows of {@code muster_token_epoch}: the member's, the
 * organization's and the user's. So to revoke what an organization of any size has raises one row.
 * An addition locks its three rows until it is committed, so that additions of one organization
 * stand in line.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A find and a list are one statement, and so is an epoch that was read before. What turns a
 * token is in the change log of the same database from the moment that it counts.
 */
public final class JdbiOrganizationTokenStore implements OrganizationTokenStore {
  private static final String REVOKE_ONE =
      "update muster_token set state = 'REVOKED' where state <> 'REVOKED' and "
          + HeldTokens.OF_KEY
          + " and id = ?";
  private static final String IS_THERE =
      "select count(*) from muster_token where " + HeldTokens.OF_KEY + " and id = ?";

  private final Database database;
  private final Epochs epochs;
  private final HeldTokens held;
  private final TokenUses uses;
  private final TokenSweep sweep;
  private final String find;
  private final String list;
  private final String count;

  private JdbiOrganizationTokenStore(Database database) {
    this.database = database;
    this.epochs = new Epochs(database, HeldTokens.TABLE);
    this.held = new HeldTokens(database);
    this.uses = new TokenUses(database);
    this.sweep = new TokenSweep(database);
    String now = database.dialect().now();
    String counted = "state <> 'REVOKED' and expires_at > " + now + " and " + HeldTokens.OF_KEY;
    this.find =
        "select "
            + now
            + " as store_time, "
            + TokenRow.COLUMNS
            + " from muster_token where hash = ?";
    this.list =
        "select "
            + TokenRow.COLUMNS
            + " from muster_token where "
            + counted
            + " order by issued_at, id";
    this.count =
        "select "
            + now
            + " as store_time, (select count(*) from muster_token where id = ? and hash = ?) as same,"
            + " (select count(*) from muster_token where "
            + counted
            + ") as others";
  }

  /**
   * A store in the host's database. Looks once which database it is.
   *
   * @param jdbi the host's; its own plug-ins and syntax don't matter
   * @return the store
   * @throws StoreException if the database can't be reached
   * @throws IllegalArgumentException if Muster has no schema for this kind of database
   */
  public static JdbiOrganizationTokenStore on(Jdbi jdbi) {
    return new JdbiOrganizationTokenStore(Database.on(jdbi));
  }

  /**
   * A store in the host's database. Looks once which database it is.
   *
   * @param dataSource the host's, not one that hands out the connection of a running transaction
   * @return the store
   * @throws StoreException if the database can't be reached
   * @throws IllegalArgumentException if Muster has no schema for this kind of database
   */
  public static JdbiOrganizationTokenStore on(DataSource dataSource) {
    return on(Jdbi.create(Objects.requireNonNull(dataSource, "dataSource")));
  }

  @Override
  public long epoch(MembershipKey key) {
    Objects.requireNonNull(key, "key");
    return sum(epochs.read("read the epoch of tokens", Slot.over(key)));
  }

  @Override
  public Addition add(NewToken token, long expectedEpoch, int cap) {
    Objects.requireNonNull(token, "token");
    return database.settle("add a token", handle -> add(handle, token, expectedEpoch, cap));
  }

  private Addition add(Handle handle, NewToken token, long expectedEpoch, int cap) {
    List<Slot> slots = Slot.over(token.grant().key());
    Map<Slot, Long> locked = epochs.lock(handle, slots);
    // Asked for after the locks: a lifetime begins when the wait for them was over.
    Room room =
        Slot.of(token.grant().key())
            .bind(
                handle.createQuery(count).bind(0, token.id().value()).bind(1, token.hash().value()),
                2)
            .map(
                (row, context) ->
                    new Room(
                        MembershipRow.requireTime(row, "store_time", database.dialect()),
                        row.getInt("same") > 0,
                        row.getInt("others")))
            .one();
    if (room.isThere()) {
      return Addition.ADDED;
    }
    if (locked.size() < slots.size() || sum(locked) != expectedEpoch) {
      return Addition.MOVED;
    }
    if (room.others() >= cap) {
      return Addition.FULL;
    }
    Instant expiresAt = room.storeTime().plus(token.lifetime());
    int unused =
        TokenRow.bind(
                handle.createUpdate(TokenRow.INSERT),
                token,
                room.storeTime(),
                expiresAt,
                database.dialect())
            .execute();
    return Addition.ADDED;
  }

  @Override
  public Optional<Found> find(Hash hash) {
    Objects.requireNonNull(hash, "hash");
    return database.read(
        "read a token",
        handle ->
            handle
                .createQuery(find)
                .bind(0, hash.value())
                .map(
                    (row, context) ->
                        new Found(
                            TokenRow.read(row, database.dialect()),
                            MembershipRow.requireTime(row, "store_time", database.dialect())))
                .findOne());
  }

  @Override
  public List<Token> list(MembershipKey key) {
    Objects.requireNonNull(key, "key");
    return database.read(
        "list tokens",
        handle ->
            HeldTokens.bind(handle.createQuery(list), key)
                .map((row, context) -> TokenRow.read(row, database.dialect()))
                .list());
  }

  @Override
  public boolean revoke(MembershipKey key, TokenId token) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(token, "token");
    return database.logged(
        "revoke a token",
        (handle, notices) -> {
          if (HeldTokens.bind(handle.createUpdate(REVOKE_ONE), key).bind(3, token.value()).execute()
              == 1) {
            notices.add(new Notice.OfTokens(new TokenHolder.OfMembership(key)));
            return true;
          }
          return HeldTokens.bind(handle.createQuery(IS_THERE), key)
                  .bind(3, token.value())
                  .mapTo(Integer.class)
                  .one()
              == 1;
        });
  }

  @Override
  public int revoke(TokenHolder holder) {
    held.prepare(Objects.requireNonNull(holder, "holder"));
    return database.logged(
        "revoke tokens", (handle, notices) -> held.revoke(handle, holder, notices));
  }

  @Override
  public void suspend(MembershipKey key) {
    held.prepare(new TokenHolder.OfMembership(Objects.requireNonNull(key, "key")));
    boolean unused =
        database.logged(
            "suspend tokens",
            (handle, notices) -> {
              held.suspend(handle, key, notices);
              return true;
            });
  }

  @Override
  public void resume(MembershipKey key) {
    Objects.requireNonNull(key, "key");
    boolean unused =
        database.settle(
            "resume tokens",
            handle -> {
              held.resume(handle, key);
              return true;
            });
  }

  @Override
  public void used(Map<TokenId, Instant> uses) {
    this.uses.used(Map.copyOf(Objects.requireNonNull(uses, "uses")));
  }

  @Override
  public int sweep(Duration keep, int most) {
    return sweep.sweep(Objects.requireNonNull(keep, "keep"), most);
  }

  private static long sum(Map<Slot, Long> epochs) {
    return epochs.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What an addition finds. */
  private record Room(Instant storeTime, boolean isThere, int others) {}
}
