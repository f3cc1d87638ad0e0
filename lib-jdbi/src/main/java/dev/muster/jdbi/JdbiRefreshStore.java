package dev.muster.jdbi;

import dev.muster.store.RefreshStore;
import dev.muster.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What became of refresh tokens in table {@code muster_refresh} of a SQL database. Safe for many
 * threads and many nodes; each call blocks on the database and holds its connection only inside.
 * Connections must come with auto-commit on.
 *
 * <p>Times are the database's, to the microsecond. It joins no transaction of the host's: a claim
 * that others can't see is none.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A claim of a token that somebody holds, or that was exchanged, is one statement, and any other
 * claim two. Each statement stands alone, and changes only the row that was read.
 */
public final class JdbiRefreshStore implements RefreshStore {
  private static final String KEY = "provider = ? and token_hash = ?";
  private static final String INSERT =
      "insert into muster_refresh (claim_id, outcome, ends_at, provider, token_hash)"
          + " values (?, ?, ?, ?, ?)";
  private static final String UPDATE =
      "update muster_refresh set claim_id = ?, outcome = ?, ends_at = ? where "
          + KEY
          + " and claim_id = ? and ends_at = ?";
  private static final String RELEASE =
      "delete from muster_refresh where " + KEY + " and claim_id = ? and outcome is null";

  /** Each further one means that somebody else changed the row since it was read. */
  private static final int ATTEMPTS = 10;

  private final Database database;
  private final RefreshSweep sweep;
  private final String find;

  private JdbiRefreshStore(Database database) {
    this.database = database;
    this.sweep = new RefreshSweep(database);
    this.find =
        "select "
            + database.dialect().now()
            + " as store_time, "
            + RefreshRow.COLUMNS
            + " from (select 1 as one_row) o left join muster_refresh on "
            + KEY;
  }

  /**
   * A store in the host's database. Looks once which database it is.
   *
   * @param jdbi the host's; its own plug-ins and syntax don't matter
   * @return the store
   * @throws StoreException if the database can't be reached
   * @throws IllegalArgumentException if Muster has no schema for this kind of database
   */
  public static JdbiRefreshStore on(Jdbi jdbi) {
    return new JdbiRefreshStore(Database.on(jdbi));
  }

  /**
   * A store in the host's database. Looks once which database it is.
   *
   * @param dataSource the host's, not one that hands out the connection of a running transaction
   * @return the store
   * @throws StoreException if the database can't be reached
   * @throws IllegalArgumentException if Muster has no schema for this kind of database
   */
  public static JdbiRefreshStore on(DataSource dataSource) {
    return on(Jdbi.create(Objects.requireNonNull(dataSource, "dataSource")));
  }

  @Override
  public Claim claim(Key key, UUID claim, Duration lease) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(claim, "claim");
    Objects.requireNonNull(lease, "lease");
    return settled("claim a refresh token", handle -> claim(handle, key, claim, lease));
  }

  /** Empty if somebody else changed the row meanwhile. */
  private Optional<Claim> claim(Handle handle, Key key, UUID claim, Duration lease) {
    RefreshRow row = find(handle, key);
    if (row.isAlive() && row.outcome() != null) {
      return Optional.of(new Claim.Done(row.outcome()));
    }
    if (row.isAlive() && !row.isOf(claim)) {
      return Optional.of(new Claim.Busy());
    }
    return put(handle, key, row, claim, null, row.storeTime().plus(lease))
        ? Optional.of(new Claim.Yours())
        : Optional.empty();
  }

  @Override
  public boolean complete(Key key, UUID claim, String outcome, Duration keep) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(claim, "claim");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(keep, "keep");
    boolean ours =
        settled(
            "record what a refresh came to", handle -> complete(handle, key, claim, outcome, keep));
    sweep.sometimes();
    return ours;
  }

  private Optional<Boolean> complete(
      Handle handle, Key key, UUID claim, String outcome, Duration keep) {
    RefreshRow row = find(handle, key);
    if (row.isAlive() && row.outcome() != null) {
      return Optional.of(row.isOf(claim));
    }
    return put(handle, key, row, claim, outcome, row.storeTime().plus(keep))
        ? Optional.of(true)
        : Optional.empty();
  }

  @Override
  public void release(Key key, UUID claim) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(claim, "claim");
    int unused =
        database.read(
            "release a refresh token",
            handle ->
                handle
                    .createUpdate(RELEASE)
                    .bind(0, key.provider().value())
                    .bind(1, key.tokenHash())
                    .bind(2, claim.toString())
                    .execute());
  }

  private RefreshRow find(Handle handle, Key key) {
    return handle
        .createQuery(find)
        .bind(0, key.provider().value())
        .bind(1, key.tokenHash())
        .map((row, context) -> RefreshRow.read(row, database.dialect()))
        .one();
  }

  /** Writes where this row was read; false if another one is there now. */
  private boolean put(
      Handle handle, Key key, RefreshRow seen, UUID claim, @Nullable String outcome, Instant end) {
    var statement =
        handle
            .createUpdate(seen.isAbsent() ? INSERT : UPDATE)
            .bind(0, claim.toString())
            .bind(1, outcome)
            .bind(3, key.provider().value())
            .bind(4, key.tokenHash());
    database.dialect().bind(statement, 2, end);
    if (!seen.isAbsent()) {
      database.dialect().bind(statement.bind(5, seen.claim()), 6, seen.endsAt());
    }
    return statement.execute() == 1;
  }

  private <T> T settled(String what, Database.Work<Optional<T>> step) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        Optional<T> settled = database.read(what, step);
        if (settled.isPresent()) {
          return settled.get();
        }
      } catch (StoreException e) {
        if (!database.isDuplicate(e) && !database.isToBeRepeated(e)) {
          throw e;
        }
      }
    }
    throw new StoreException(
        "could not " + what + ": its row changed " + ATTEMPTS + " times", null);
  }
}
