package dev.muster.jdbi;

import dev.muster.store.StoreException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Counters in a table of them: each stands from the moment it is first read, and whoever raises or
 * compares it holds its row until the transaction ends.
 *
 * <p>A row is made in a transaction of its own, before the one that locks it. So no transaction
 * waits for another's insert, and all lock rows that are there, in one order.
 */
final class Epochs {
  private static final String ROW = "provider = ? and organization_id = ? and user_id = ?";

  private final Database database;
  private final String table;
  private final String lock;
  private final String raise;
  private final String insert;

  Epochs(Database database, String table) {
    this.database = database;
    this.table = table;
    this.lock = "select epoch from " + table + " where " + ROW + " for update";
    this.raise = "update " + table + " set epoch = epoch + 1 where " + ROW;
    this.insert =
        "insert into " + table + " (provider, organization_id, user_id, epoch) values (?, ?, ?, 0)";
  }

  /**
   * Reads counters in one statement, and makes those that were never read before. Not to be called
   * inside of a transaction.
   */
  Map<Slot, Long> read(String what, Collection<Slot> slots) {
    Map<Slot, Long> found = database.read(what, handle -> found(handle, slots));
    if (found.size() < slots.size()) {
      for (Slot slot : slots) {
        if (!found.containsKey(slot)) {
          make(what, slot);
        }
      }
      found = database.read(what, handle -> found(handle, slots));
    }
    return found;
  }

  private void make(String what, Slot slot) {
    try {
      int unused =
          database.read(what, handle -> slot.bind(handle.createUpdate(insert), 0).execute());
    } catch (StoreException e) {
      if (!database.isDuplicate(e)) {
        throw e;
      }
    }
  }

  /** Locks the rows, in their order, and reads them; one that is not there is not locked. */
  Map<Slot, Long> lock(Handle handle, Collection<Slot> slots) {
    Map<Slot, Long> locked = new HashMap<>();
    for (Slot slot : new TreeSet<>(slots)) {
      slot.bind(handle.createQuery(lock), 0)
          .mapTo(Long.class)
          .findOne()
          .ifPresent(epoch -> locked.put(slot, epoch));
    }
    return locked;
  }

  /** Raises counters that were read before, and holds their rows. */
  void raise(Handle handle, Collection<Slot> slots) {
    for (Slot slot : new TreeSet<>(slots)) {
      if (slot.bind(handle.createUpdate(raise), 0).execute() != 1) {
        throw new StoreException("a row of " + table + " that is never deleted is gone", null);
      }
    }
  }

  private Map<Slot, Long> found(Handle handle, Collection<Slot> slots) {
    String sql =
        slots.stream()
            .map(
                slot ->
                    "select provider, organization_id, user_id, epoch from "
                        + table
                        + " where "
                        + ROW)
            .collect(Collectors.joining(" union all "));
    var query = handle.createQuery(sql);
    int at = 0;
    for (Slot slot : slots) {
      slot.bind(query, at);
      at += Slot.COLUMNS;
    }
    Map<Slot, Long> found = new HashMap<>();
    query
        .map(
            (row, context) ->
                Map.entry(
                    new Slot(row.getString(1), row.getString(2), row.getString(3)), row.getLong(4)))
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    return found;
  }
}
