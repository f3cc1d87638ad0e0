package dev.muster.examples.notes;

import dev.muster.decision.Pass;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** The notes. No pass, no query: each statement is bound to the organization of the pass. */
final class NotesTable {
  static final int MAX_TEXT = 1000;

  private final Jdbi jdbi;

  NotesTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  List<Map<String, Object>> list(Pass pass) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT id, author_id, text FROM notes"
                        + " WHERE organization_id = :organization ORDER BY id")
                .bind("organization", pass.organization().value())
                .map(
                    (row, context) ->
                        Map.<String, Object>of(
                            "id", row.getLong("id"),
                            "author", row.getString("author_id"),
                            "text", row.getString("text")))
                .list());
  }

  long add(Pass pass, String text) {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO notes (organization_id, author_id, text)"
                        + " VALUES (:organization, :author, :text)")
                .bind("organization", pass.organization().value())
                .bind("author", pass.user().value())
                .bind("text", text)
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
  }

  /** Deletes a note of the pass's organization; false if there is none by that id there. */
  boolean delete(Pass pass, long id) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        "DELETE FROM notes WHERE organization_id = :organization AND id = :id")
                    .bind("organization", pass.organization().value())
                    .bind("id", id)
                    .execute())
        > 0;
  }
}
