package dev.muster.examples.notes.story;

import dev.muster.examples.notes.NotesDatabase;
import dev.muster.examples.notes.Settings;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Membership;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The mirror's rows, looked at past every layer of the service, and what the provider says. */
final class MirrorRows {
  private final Settings settings;

  MirrorRows(Settings settings) {
    this.settings = settings;
  }

  /** Each member of the mirror, as one text. */
  Set<String> mirrored() throws SQLException {
    Set<String> rows = new HashSet<>();
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT organization_id, user_id, membership_id, status, roles"
                    + " FROM muster_membership WHERE ended_at IS NULL")) {
      while (found.next()) {
        rows.add(
            text(
                found.getString(1),
                found.getString(2),
                found.getString(3),
                found.getString(4),
                found.getString(5)));
      }
    }
    return rows;
  }

  /** A member at the provider, as such a text. */
  static String text(Membership member) {
    return text(
        member.organization().value(),
        member.user().value(),
        member.id().value(),
        member.status().name(),
        String.join(" ", member.roles().stream().map(RoleSlug::value).toList()));
  }

  /** Which member such a text is about. */
  static String member(String row) {
    String[] words = row.split(" ", 3);
    return words[0] + " " + words[1];
  }

  /** Cuts every connection that listens; how many there were. */
  int cutListeners() throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet cut =
            statement.executeQuery(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    + " WHERE application_name = '"
                    + NotesDatabase.LISTENER
                    + "'")) {
      cut.next();
      return cut.getInt(1);
    }
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection(
        settings.jdbcUrl(), settings.dbUser(), settings.dbPassword());
  }

  private static String text(
      String organization, String user, String membership, String status, String roles) {
    return String.join(
        " ",
        organization,
        user,
        membership,
        status.toUpperCase(Locale.ROOT),
        roles.replaceAll("[^A-Za-z0-9_-]+", " ").strip());
  }
}
