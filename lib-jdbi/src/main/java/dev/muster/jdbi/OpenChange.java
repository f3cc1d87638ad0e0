package dev.muster.jdbi;

import dev.muster.name.ChangeId;
import dev.muster.store.Change;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * A change under way.
 *
 * @param change the change
 * @param about its subjects
 */
record OpenChange(Change change, Set<Slot> about) {
  private static final String FIND =
      "select "
          + ChangeRow.columns()
          + ", s.provider as about_provider, s.organization_id as about_organization,"
          + " s.user_id as about_user from muster_change c"
          + " join muster_change_subject s on s.change_id = c.id where c.id = ?";

  static Optional<OpenChange> find(Handle handle, ChangeId change) {
    List<OpenChange> rows =
        handle
            .createQuery(FIND)
            .bind(0, change.value())
            .map(
                (row, context) ->
                    new OpenChange(
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
    Set<Slot> about = new TreeSet<>();
    rows.forEach(row -> about.addAll(row.about()));
    return Optional.of(new OpenChange(rows.get(0).change(), about));
  }
}
