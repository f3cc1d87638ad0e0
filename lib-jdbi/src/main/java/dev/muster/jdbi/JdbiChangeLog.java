package dev.muster.jdbi;

import dev.muster.name.ProviderInstance;
import dev.muster.store.ChangeLog;
import dev.muster.store.FeedPosition;
import dev.muster.store.Notice;
import dev.muster.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The log of changes in table {@code muster_log} of a SQL database, which all stores of this module
 * write. Safe for many threads and many nodes; each call blocks on the database and holds its
 * connection only inside. Connections must come with auto-commit on.
 *
 * <p>Whoever writes it locks the one row of {@code muster_log_head} until the commit, so a number
 * is seen only together with all smaller ones. The leader of a feed sweeps it; where no feed runs,
 * the host has to call {@link #sweep} now and then, because it is written all the same.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A read is one statement, so its entries, its position and its time are of one moment.
 */
public final class JdbiChangeLog implements ChangeLog {
  private final Database database;
  private final LogSweep sweep;
  private final String read;

  private JdbiChangeLog(Database database) {
    this.database = database;
    this.sweep = new LogSweep(database);
    this.read =
        "select "
            + database.dialect().now()
            + " as store_time, h.number as head, h.swept, "
            + FeedRow.POSITION
            + ", l.* from muster_log_head h left join muster_feed f on f.provider = ? left join"
            + " (select number, kind, organization_id, user_id, epoch, word from muster_log"
            + " where number > ? and provider = ? order by number limit ?) l on h.id = 1"
            + " where h.id = 1 order by l.number";
  }

  /**
   * The log in the host's database. Looks once which database it is.
   *
   * @param jdbi the host's, as that of the other stores; its own plug-ins and syntax don't matter
   * @return the log
   * @throws StoreException if the database can't be reached
   * @throws IllegalArgumentException if Muster has no schema for this kind of database
   */
  public static JdbiChangeLog on(Jdbi jdbi) {
    return new JdbiChangeLog(Database.on(jdbi));
  }

  /**
   * The log in the host's database. Looks once which database it is.
   *
   * @param dataSource the host's, not one that hands out the connection of a running transaction
   * @return the log
   * @throws StoreException if the database can't be reached
   * @throws IllegalArgumentException if Muster has no schema for this kind of database
   */
  public static JdbiChangeLog on(DataSource dataSource) {
    return on(Jdbi.create(Objects.requireNonNull(dataSource, "dataSource")));
  }

  @Override
  public Slice read(ProviderInstance provider, long after, int most) {
    Objects.requireNonNull(provider, "provider");
    boolean onlyTheEnd = after == NOTHING;
    int limit = onlyTheEnd ? 0 : Math.max(1, most) + 1;
    List<Row> rows =
        database.read(
            "read the log of changes",
            handle ->
                handle
                    .createQuery(read)
                    .bind(0, provider.value())
                    .bind(1, after)
                    .bind(2, provider.value())
                    .bind(3, limit)
                    .map((row, context) -> Row.read(row, provider, database.dialect()))
                    .list());
    if (rows.isEmpty()) {
      throw new StoreException("the row of muster_log_head that is never deleted is gone", null);
    }
    Row first = rows.get(0);
    List<Row> there = rows.stream().filter(row -> row.number() != null).toList();
    boolean complete = onlyTheEnd || there.size() < limit;
    List<Row> taken = complete ? there : there.subList(0, limit - 1);
    List<Entry> entries = new ArrayList<>();
    for (Row row : taken) {
      row.entry().ifPresent(entries::add);
    }
    // One that is not understood may mean anything, and so may a log that is shorter than it was.
    boolean gap =
        !onlyTheEnd
            && (after < first.swept() || after > first.head() || entries.size() < taken.size());
    Long last = complete ? Long.valueOf(first.head()) : taken.get(taken.size() - 1).number();
    return new Slice(
        entries, Objects.requireNonNull(last), complete, gap, first.position(), first.storeTime());
  }

  @Override
  public void append(List<Notice> notices) {
    List<Notice> copy = List.copyOf(Objects.requireNonNull(notices, "notices"));
    if (copy.isEmpty()) {
      return;
    }
    boolean unused =
        database.logged(
            "write the log of changes",
            (handle, log) -> {
              copy.forEach(log::add);
              return true;
            });
  }

  @Override
  public int sweep(Duration keep, int most) {
    return sweep.sweep(Objects.requireNonNull(keep, "keep"), most);
  }

  /** A row of the answer; without a number where the log holds nothing more. */
  private record Row(
      Instant storeTime,
      long head,
      long swept,
      @Nullable FeedPosition position,
      @Nullable Long number,
      Optional<Notice> notice) {
    static Row read(ResultSet row, ProviderInstance provider, Dialect dialect) throws SQLException {
      long number = row.getLong("number");
      boolean none = row.wasNull();
      return new Row(
          MembershipRow.requireTime(row, "store_time", dialect),
          row.getLong("head"),
          row.getLong("swept"),
          FeedRow.position(row, dialect),
          none ? null : Long.valueOf(number),
          none ? Optional.empty() : NoticeRow.read(row, provider));
    }

    Optional<Entry> entry() {
      return notice.map(told -> new Entry(Objects.requireNonNull(number), told));
    }
  }
}
