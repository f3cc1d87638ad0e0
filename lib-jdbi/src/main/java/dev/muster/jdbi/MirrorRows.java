package dev.muster.jdbi;

import dev.muster.jdbi.Bulk.Column;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.store.MirrorEntry;
import dev.muster.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Many rows of the mirror at once, locked and written in the order of their keys. */
final class MirrorRows {
  private static final List<Column> KEY =
      List.of(
          new Column("provider", Bulk.Type.TEXT),
          new Column("organization_id", Bulk.Type.TEXT),
          new Column("user_id", Bulk.Type.TEXT));
  private static final Bulk ROWS =
      new Bulk(
          "muster_membership",
          Stream.concat(KEY.stream(), MembershipRow.COLUMNS.stream()).toList());
  private static final String SELECT =
      "select m.organization_id, m.user_id, "
          + MembershipRow.COLUMNS.stream()
              .map(column -> "m." + column.name())
              .collect(Collectors.joining(", "))
          + " from muster_membership m ";

  /**
   * A look-up for each key, in order, whatever the server believes of the table: with a plain join
   * it reads all of a table that grew since it last counted. And one over a series is planned anew
   * each time: a plan that was kept since the table was small would read all of it too.
   */
  private static final String OF_ARRAYS =
      SELECT.replace(
          "from muster_membership m",
          "from generate_series(1, ?) as i cross join lateral (select * from"
              + " muster_membership r where r.provider = ? and r.organization_id ="
              + " (cast(? as varchar[]))[i] and r.user_id = (cast(? as varchar[]))[i]"
              + " for update) m");

  private static final String OF_ORGANIZATION =
      SELECT + "where m.provider = ? and m.organization_id = ? and m.user_id in (?";

  private final Dialect dialect;

  MirrorRows(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Locks the rows that are there, and reads them. */
  Map<MembershipKey, MirrorEntry> lock(
      Handle handle, ProviderInstance provider, Collection<MembershipKey> keys)
      throws SQLException {
    Map<MembershipKey, MirrorEntry> found = new HashMap<>();
    TreeMap<Slot, MembershipKey> sorted = new TreeMap<>();
    keys.forEach(key -> sorted.put(Slot.of(key), key));
    if (dialect.takesArrays()) {
      Query query = handle.createQuery(OF_ARRAYS);
      List<List<@Nullable Object>> rows =
          sorted.keySet().stream()
              .map(slot -> List.<@Nullable Object>of(slot.organization(), slot.user()))
              .toList();
      Bulk.bindArrays(query, handle.getConnection(), 2, KEY.subList(1, KEY.size()), rows);
      read(query.bind(0, rows.size()).bind(1, provider.value()), provider, found);
      return found;
    }
    sorted.values().stream()
        .collect(
            Collectors.groupingBy(
                MembershipKey::organization, LinkedHashMap::new, Collectors.toList()))
        .forEach((organization, of) -> lock(handle, provider, organization, of, found));
    return found;
  }

  private void lock(
      Handle handle,
      ProviderInstance provider,
      OrganizationId organization,
      List<MembershipKey> keys,
      Map<MembershipKey, MirrorEntry> found) {
    Query query =
        handle
            .createQuery(
                OF_ORGANIZATION
                    + String.join("", Collections.nCopies(keys.size() - 1, ", ?"))
                    + ") order by m.user_id for update")
            .bind(0, provider.value())
            .bind(1, organization.value());
    for (int i = 0; i < keys.size(); i++) {
      query.bind(i + 2, keys.get(i).user().value());
    }
    read(query, provider, found);
  }

  private void read(Query query, ProviderInstance provider, Map<MembershipKey, MirrorEntry> found) {
    query
        .map(
            (row, context) -> {
              MembershipKey key =
                  new MembershipKey(
                      provider,
                      new OrganizationId(row.getString("organization_id")),
                      new UserId(row.getString("user_id")));
              return Map.entry(key, entry(row, key));
            })
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
  }

  private MirrorEntry entry(ResultSet row, MembershipKey key) throws SQLException {
    try {
      return MembershipRow.read(row, key, dialect);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new StoreException("a row of muster_membership holds what Muster never writes", null);
    }
  }

  /** Writes what differs from the rows that were found; what was not found is inserted. */
  void write(
      Handle handle, Map<MembershipKey, MirrorEntry> found, Map<MembershipKey, MirrorEntry> entries)
      throws SQLException {
    TreeMap<Slot, List<@Nullable Object>> inserts = new TreeMap<>();
    TreeMap<Slot, List<@Nullable Object>> updates = new TreeMap<>();
    entries.forEach(
        (key, entry) -> {
          MirrorEntry before = found.get(key);
          if (!(entry instanceof MirrorEntry.Unknown) && !entry.equals(before)) {
            (before == null ? inserts : updates).put(Slot.of(key), values(key, entry));
          }
        });
    if (!inserts.isEmpty()) {
      ROWS.insert(handle, dialect, List.copyOf(inserts.values()));
    }
    if (!updates.isEmpty()) {
      ROWS.update(handle, dialect, KEY.size(), List.copyOf(updates.values()));
    }
  }

  private static List<@Nullable Object> values(MembershipKey key, MirrorEntry entry) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(key.provider().value());
    values.add(key.organization().value());
    values.add(key.user().value());
    values.addAll(MembershipRow.values(entry));
    return values;
  }
}
