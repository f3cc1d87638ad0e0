package dev.muster.jdbi;

import dev.muster.jdbi.Epochs.Slot;
import dev.muster.name.ChangeId;
import dev.muster.name.ProviderInstance;
import dev.muster.store.Change;
import dev.muster.store.ChangeStore.Standing;
import dev.muster.store.ChangeStore.Subject;
import dev.muster.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The rows of changes under way, in tables {@code muster_change} and {@code muster_change_subject}.
 */
final class ChangeRecords {
  private static final String INSERT =
      "insert into muster_change ("
          + String.join(", ", ChangeRow.COLUMNS)
          + ", begun_at, due_at) values ("
          + String.join(", ", Collections.nCopies(ChangeRow.COLUMNS.size() + 2, "?"))
          + ")";
  private static final String INSERT_SUBJECT =
      "insert into muster_change_subject (provider, organization_id, user_id, change_id, place)"
          + " values (?, ?, ?, ?, ?)";
  private static final String STANDING =
      "select e.epoch, "
          + ChangeRow.columns()
          + " from muster_change_epoch e left join muster_change_subject s on s.provider ="
          + " e.provider and s.organization_id = e.organization_id and s.user_id = e.user_id"
          + " left join muster_change c on c.id = s.change_id"
          + " where e.provider = ? and e.organization_id = ? and e.user_id = ?"
          + " order by c.begun_at, c.id";
  private static final String FIND =
      "select "
          + ChangeRow.columns()
          + ", s.provider as about_provider, s.organization_id as about_organization,"
          + " s.user_id as about_user from muster_change c"
          + " join muster_change_subject s on s.change_id = c.id where c.id = ?";
  private static final String TAKE =
      "update muster_change set due_at = ? where id = ? and due_at = ?";

  private final Database database;
  private final String look;
  private final String due;

  ChangeRecords(Database database) {
    this.database = database;
    String now = database.dialect().now();
    this.look =
        "select "
            + now
            + " as store_time, (select count(*) from muster_change where id = ?) as there";
    this.due =
        "select "
            + now
            + " as store_time, c.due_at, "
            + ChangeRow.columns()
            + " from muster_change c where c.provider = ? and c.due_at <= "
            + now
            + " order by c.due_at, c.begun_at, c.id limit ?";
  }

  static Slot slot(Subject subject) {
    if (subject instanceof Subject.OfOrganization of) {
      return Slot.of(of.provider(), of.organization());
    }
    Subject.OfUser of = (Subject.OfUser) subject;
    return Slot.of(of.provider(), of.user());
  }

  /** Empty if nobody ever asked about the subject. */
  Optional<Standing> standing(Handle handle, Subject subject) {
    List<Standing> rows =
        slot(subject)
            .bind(handle.createQuery(STANDING))
            .map(
                (row, context) ->
                    new Standing(
                        subject,
                        row.getLong("epoch"),
                        row.getString("id") == null ? List.of() : List.of(ChangeRow.read(row))))
            .list();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Standing(
                subject,
                rows.get(0).epoch(),
                rows.stream().flatMap(row -> row.open().stream()).toList()));
  }

  boolean isThere(Handle handle, ChangeId change) {
    return timeUnlessThere(handle, change).isEmpty();
  }

  /** The store's time, or empty if the change is under way already. */
  Optional<Instant> timeUnlessThere(Handle handle, ChangeId change) {
    return handle
        .createQuery(look)
        .bind(0, change.value())
        .map(
            (row, context) ->
                row.getInt("there") > 0
                    ? Optional.<Instant>empty()
                    : Optional.of(MembershipRow.requireTime(row, "store_time", database.dialect())))
        .one();
  }

  void add(Handle handle, Change change, Collection<Slot> about, Instant now, Duration due) {
    var insert = ChangeRow.bind(handle.createUpdate(INSERT), change);
    int at = ChangeRow.COLUMNS.size();
    database
        .dialect()
        .bind(database.dialect().bind(insert, at, now), at + 1, now.plus(due))
        .execute();
    int place = 0;
    for (Slot slot : about) {
      slot.bind(handle.createUpdate(INSERT_SUBJECT))
          .bind(3, change.id().value())
          .bind(4, place++)
          .execute();
    }
  }

  /** A change under way and what it is about. */
  Optional<Open> find(Handle handle, ChangeId change) {
    List<Open> rows =
        handle
            .createQuery(FIND)
            .bind(0, change.value())
            .map(
                (row, context) ->
                    new Open(
                        ChangeRow.read(row),
                        Set.of(
                            new Slot(
                                row.getString("about_provider"),
                                row.getString("about_organization"),
                                row.getString("about_user")))))
            .list();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Set<Slot> about = new LinkedHashSet<>();
    rows.forEach(row -> about.addAll(row.about()));
    return Optional.of(new Open(rows.get(0).change(), about));
  }

  void delete(Handle handle, ChangeId change) {
    for (String sql :
        List.of(
            "delete from muster_change_subject where change_id = ?",
            "delete from muster_change where id = ?")) {
      handle.createUpdate(sql).bind(0, change.value()).execute();
    }
  }

  /**
   * Takes up what is due, each by a statement of its own that somebody else's comes before. A row
   * that can't be read, such as a newer version's, keeps nobody from the others: it is told when
   * nothing else is due.
   */
  List<Change> takeDue(Handle handle, ProviderInstance provider, Duration again, int most) {
    Dialect dialect = database.dialect();
    List<Due> found =
        handle
            .createQuery(due)
            .bind(0, provider.value())
            .bind(1, most)
            .map(
                (row, context) ->
                    new Due(
                        row.getString("id"),
                        read(row),
                        MembershipRow.requireTime(row, "due_at", dialect),
                        MembershipRow.requireTime(row, "store_time", dialect)))
            .list();
    List<Change> taken = new ArrayList<>();
    StoreException unreadable = null;
    for (Due one : found) {
      var take = handle.createUpdate(TAKE).bind(1, one.id());
      dialect.bind(dialect.bind(take, 0, one.storeTime().plus(again)), 2, one.due());
      if (take.execute() != 1) {
        continue;
      }
      Change change = one.what().change();
      if (change != null) {
        taken.add(change);
      } else {
        unreadable = one.what().unreadable();
      }
    }
    if (taken.isEmpty() && unreadable != null) {
      throw unreadable;
    }
    return taken;
  }

  private static What read(ResultSet row) throws SQLException {
    try {
      return new What(ChangeRow.read(row), null);
    } catch (StoreException unreadable) {
      return new What(null, unreadable);
    }
  }

  /**
   * A change under way.
   *
   * @param change the change
   * @param about its subjects
   */
  record Open(Change change, Set<Slot> about) {}

  /** A change that is due, as it was read. */
  private record Due(String id, What what, Instant due, Instant storeTime) {}

  /** What a row holds, or why it can't be read. */
  private record What(@Nullable Change change, @Nullable StoreException unreadable) {}
}
