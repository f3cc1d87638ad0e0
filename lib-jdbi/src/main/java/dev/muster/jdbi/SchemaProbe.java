package dev.muster.jdbi;

import dev.muster.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * Whether Muster's tables are there and compare ids byte by byte: rows that a column with the wrong
 * collation takes for one are written, and rolled back.
 *
 * @param table the table
 * @param ids columns of its keys that take the ids
 * @param others what else can't be left out, apart from the provider
 * @param values of these, as SQL
 */
record SchemaProbe(String table, List<String> ids, String others, String values) {
  private static final List<String> LOOK_ALIKES =
      List.of("idea", "Idea", "id\u00e9a", "ide\u0301a", "idea ", "\uff49dea");

  private static final List<SchemaProbe> PROBES =
      List.of(
          new SchemaProbe(
              "muster_membership",
              List.of("user_id"),
              "organization_id, epoch, membership_id, ended_at",
              "'probe', 1, 'probe', current_timestamp"),
          new SchemaProbe(
              "muster_role", List.of("user_id"), "organization_id, role", "'probe', 'probe'"),
          new SchemaProbe(
              "muster_refresh",
              List.of("token_hash"),
              "claim_id, ends_at",
              "'probe', current_timestamp"),
          new SchemaProbe(
              "muster_token",
              List.of("id", "hash"),
              "organization_id, user_id, membership_id, permissions, label, state, issued_at,"
                  + " expires_at",
              "'probe', 'probe', 'probe', '', '', 'REVOKED', current_timestamp, current_timestamp"),
          new SchemaProbe(
              "muster_token_epoch", List.of("user_id"), "organization_id, epoch", "'probe', 0"),
          new SchemaProbe(
              "muster_change",
              List.of("id"),
              "kind, begun_at, due_at",
              "'probe', current_timestamp, current_timestamp"),
          new SchemaProbe(
              "muster_change_subject",
              List.of("change_id"),
              "place, organization_id, user_id",
              "0, 'probe', 'probe'"),
          new SchemaProbe(
              "muster_change_epoch", List.of("user_id"), "organization_id, epoch", "'probe', 0"),
          new SchemaProbe(
              "muster_webhook", List.of("message_id"), "received_at", "current_timestamp"));

  static boolean run(Connection connection, Dialect dialect) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement slug =
        connection.prepareStatement("select count(*) from muster_organization where slug = ?")) {
      slug.setString(1, "probe");
      slug.executeQuery().close();
      for (SchemaProbe probe : PROBES) {
        probe.on(connection, dialect);
      }
      requireFeedTables(connection);
      return true;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static void requireFeedTables(Connection connection) throws SQLException {
    try (PreparedStatement rows =
        connection.prepareStatement(
            "select (select count(*) from muster_log_head where id = 1),"
                + " (select count(*) from muster_log where number = 0),"
                + " (select count(*) from muster_feed where provider = ''),"
                + " (select count(*) from muster_walk where provider = '')"
                + " from (select 1 as one_row) o")) {
      ResultSet row = rows.executeQuery();
      if (!row.next() || row.getInt(1) != 1) {
        throw new StoreException("table muster_log_head must have its one row", null);
      }
    }
  }

  private void on(Connection connection, Dialect dialect) throws SQLException {
    String row = "(?" + ", ?".repeat(ids.size()) + ", " + values + ")";
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into "
                + table
                + " (provider, "
                + String.join(", ", ids)
                + ", "
                + others
                + ") values "
                + String.join(", ", Collections.nCopies(LOOK_ALIKES.size(), row)))) {
      // Of its own, so that nodes that probe at once are not in each other's way.
      String own = UUID.randomUUID().toString();
      int at = 1;
      for (String alike : LOOK_ALIKES) {
        insert.setString(at++, "muster: probe " + own);
        for (int i = 0; i < ids.size(); i++) {
          insert.setString(at++, own + alike);
        }
      }
      insert.executeUpdate();
    } catch (SQLException e) {
      if (dialect.isDuplicate(e)) {
        throw new StoreException(
            "table "
                + table
                + " must compare ids byte by byte, but takes two that differ in case, accent, width"
                + " or blanks for one",
            null);
      }
      throw e;
    }
  }
}
