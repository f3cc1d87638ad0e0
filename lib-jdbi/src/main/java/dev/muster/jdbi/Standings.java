package dev.muster.jdbi;

import dev.muster.store.ChangeStore.Standing;
import dev.muster.store.ChangeStore.Subject;
import dev.muster.store.StoreException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads where a subject stands, its epoch and what is under way about it, in one statement. */
final class Standings {
  private static final String WHAT = "read changes under way";
  private static final String STANDING =
      "select e.epoch, "
          + ChangeRow.columns()
          + " from muster_change_epoch e left join muster_change_subject s on s.provider ="
          + " e.provider and s.organization_id = e.organization_id and s.user_id = e.user_id"
          + " left join muster_change c on c.id = s.change_id"
          + " where e.provider = ? and e.organization_id = ? and e.user_id = ?"
          + " order by c.begun_at, c.id";

  private final Database database;
  private final Epochs epochs;

  Standings(Database database, Epochs epochs) {
    this.database = database;
    this.epochs = epochs;
  }

  /** From the first time on, the subject has a row. */
  Standing read(Subject subject) {
    Optional<Standing> standing = database.read(WHAT, handle -> standing(handle, subject));
    if (standing.isEmpty()) {
      epochs.read(WHAT, List.of(Slot.of(subject)));
      standing = database.read(WHAT, handle -> standing(handle, subject));
    }
    return standing.orElseThrow(
        () -> new StoreException("could not " + WHAT + ": a row that was made is gone", null));
  }

  private static Optional<Standing> standing(Handle handle, Subject subject) {
    List<Standing> rows =
        Slot.of(subject)
            .bind(handle.createQuery(STANDING), 0)
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
}
