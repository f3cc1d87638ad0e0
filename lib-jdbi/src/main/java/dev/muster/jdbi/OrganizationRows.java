package dev.muster.jdbi;

import dev.muster.name.ProviderInstance;
import dev.muster.store.Notice;
import dev.muster.store.StoreException;
import java.util.List;
import java.util.Optional;

/** Single rows of the register, each found or changed by one statement. */
final class OrganizationRows {
  /** Begins a condition. */
  static final String SELECT =
      "select " + OrganizationRow.COLUMNS + " from muster_organization where provider = ? and ";

  /** What a change comes to where another row is in the way. */
  static final int DUPLICATE = -1;

  private final Database database;

  OrganizationRows(Database database) {
    this.database = database;
  }

  Optional<OrganizationRow> find(ProviderInstance provider, String condition, String value) {
    return database.read(
        "read an organization",
        handle ->
            handle
                .createQuery(SELECT + condition)
                .bind(0, provider.value())
                .bind(1, value)
                .map(OrganizationRow::read)
                .findOne());
  }

  boolean exists(String condition, String... values) {
    return database.read(
        "read a slug",
        handle -> {
          var query = handle.createQuery("select count(*) from muster_organization" + condition);
          for (int i = 0; i < values.length; i++) {
            query.bind(i, values[i]);
          }
          return query.mapTo(Integer.class).one() > 0;
        });
  }

  /** How many rows it changed, or {@link #DUPLICATE}; the notices are of one that it changed. */
  int change(String what, List<? extends Notice> notices, String sql, String... values) {
    return change(what, handle -> notices, sql, values);
  }

  /** The same where what the row was says what to tell. */
  int change(
      String what,
      Database.Work<? extends List<? extends Notice>> before,
      String sql,
      String... values) {
    try {
      return database.logged(
          what,
          (handle, notices) -> {
            List<? extends Notice> tell = before.on(handle);
            var update = handle.createUpdate(sql);
            for (int i = 0; i < values.length; i++) {
              update.bind(i, values[i]);
            }
            int changed = update.execute();
            if (changed > 0) {
              tell.forEach(notices::add);
            }
            return changed;
          });
    } catch (StoreException e) {
      if (database.isDuplicate(e)) {
        return DUPLICATE;
      }
      throw e;
    }
  }
}
