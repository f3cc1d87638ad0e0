package dev.muster.examples.notes;

import static org.jdbi.v3.core.transaction.TransactionIsolationLevel.READ_COMMITTED;

import dev.muster.decision.Pass;
import dev.muster.jdbi.JdbiMembershipStore;
import dev.muster.jdbi.tenant.TenantExemption;
import dev.muster.jdbi.tenant.TenantScope;
import dev.muster.jdbi.tenant.TenantTables;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * The notes, of organizations and of persons. No pass, no query: each statement is bound to the
 * scope of a pass, or the guard does not let it through. A write commits only if the member still
 * is one.
 */
final class NotesTable {
  static final int MAX_TEXT = 1000;

  private static final String MINE =
      "(organization_id = :tenant_organization"
          + " OR organization_id IS NULL AND user_id = :tenant_user)";
  private static final TenantExemption REPORT =
      TenantExemption.becauseOf("the operator's report counts the notes of all");

  private final Jdbi jdbi;
  private final JdbiMembershipStore mirror;

  NotesTable(DataSource database, JdbiMembershipStore mirror) {
    jdbi =
        Jdbi.create(database)
            .installPlugin(
                TenantTables.builder()
                    .table("notes", "organization_id", "user_id")
                    .build()
                    .guard());
    this.mirror = mirror;
  }

  List<Map<String, Object>> list(Pass pass) {
    return jdbi.withHandle(
        handle ->
            TenantScope.of(pass)
                .bind(
                    handle.createQuery(
                        "SELECT id, author_id, text FROM notes WHERE " + MINE + " ORDER BY id"))
                .map(
                    (row, context) ->
                        Map.<String, Object>of(
                            "id", row.getLong("id"),
                            "author", row.getString("author_id"),
                            "text", row.getString("text")))
                .list());
  }

  long add(Pass pass, String text) {
    return jdbi.inTransaction(
        READ_COMMITTED,
        handle -> {
          mirror.assertStill(pass, handle);
          return TenantScope.of(pass)
              .bind(
                  handle.createUpdate(
                      "INSERT INTO notes (organization_id, user_id, author_id, text)"
                          + " VALUES (:tenant_organization, :tenant_user, :author, :text)"))
              .bind("author", pass.user().value())
              .bind("text", text)
              .executeAndReturnGeneratedKeys("id")
              .mapTo(Long.class)
              .one();
        });
  }

  /** Deletes a note of the pass's scope; false if there is none by that id there. */
  boolean delete(Pass pass, long id) {
    return jdbi.inTransaction(
        READ_COMMITTED,
        handle -> {
          mirror.assertStill(pass, handle);
          return TenantScope.of(pass)
                  .bind(handle.createUpdate("DELETE FROM notes WHERE id = :id AND " + MINE))
                  .bind("id", id)
                  .execute()
              > 0;
        });
  }

  /** How many notes there are, whosoever they are. */
  long countAll() {
    return jdbi.withHandle(
        handle ->
            REPORT.on(handle.createQuery("SELECT count(*) FROM notes")).mapTo(Long.class).one());
  }
}
