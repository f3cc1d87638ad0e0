package dev.muster.examples.notes.story;

import dev.muster.examples.notes.Settings;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The host's own role column, looked at and written past every layer of the service. */
final class HostRoles {
  private final Settings settings;

  HostRoles(Settings settings) {
    this.settings = settings;
  }

  /** The role in the column, or "none". */
  String of(OrganizationId organization, UserId user) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                settings.jdbcUrl(), settings.dbUser(), settings.dbPassword());
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT role FROM members WHERE organization_id = ? AND user_id = ?")) {
      query.setString(1, organization.value());
      query.setString(2, user.value());
      try (ResultSet rows = query.executeQuery()) {
        String role = rows.next() ? rows.getString(1) : null;
        return role == null ? "none" : role;
      }
    }
  }

  /** Writes the role into the column by hand, as a script of somebody else's would. */
  void write(OrganizationId organization, UserId user, String role) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                settings.jdbcUrl(), settings.dbUser(), settings.dbPassword());
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE members SET role = ? WHERE organization_id = ? AND user_id = ?")) {
      update.setString(1, role);
      update.setString(2, organization.value());
      update.setString(3, user.value());
      update.executeUpdate();
    }
  }
}
