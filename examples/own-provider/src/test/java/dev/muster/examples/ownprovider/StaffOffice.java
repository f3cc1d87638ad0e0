package dev.muster.examples.ownprovider;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.MembershipStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** The company's staff office with its tables in H2: what people do there, past the adapter. */
final class StaffOffice implements AutoCloseable {
  private static final String USER = "staff";

  static {
    System.setProperty(
        "h2.delayWrongPasswordMin", "0"); // or it lets a wrong password wait for long
  }

  private final String password = "marker-" + UUID.randomUUID();
  private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
  private final Connection office;

  StaffOffice() {
    try (InputStream tables = StaffOffice.class.getResourceAsStream("staff.sql")) {
      office = DriverManager.getConnection(url, USER, password);
      for (String table :
          new String(tables.readAllBytes(), StandardCharsets.UTF_8).split(";", -1)) {
        if (!table.isBlank()) {
          act(table);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A connection as the service has it: with its own user, and the password or a wrong one. */
  Connection connect(boolean withOurKey) throws SQLException {
    return DriverManager.getConnection(url, USER, withOurKey ? password : "marker-wrong");
  }

  /** The same tables over TCP, through a server at this port. */
  DataSource behind(int port) {
    JdbcDataSource server = new JdbcDataSource();
    server.setUrl("jdbc:h2:tcp://localhost:" + port + "/" + url.substring("jdbc:h2:".length()));
    server.setUser(USER);
    server.setPassword(password);
    return server;
  }

  UserId hire(String email) {
    String id = UUID.randomUUID().toString();
    act("INSERT INTO person VALUES (?, ?, TRUE)", id, email);
    return new UserId(id);
  }

  UserId hireWithoutEmail() {
    String id = UUID.randomUUID().toString();
    act("INSERT INTO person VALUES (?, NULL, FALSE)", id);
    return new UserId(id);
  }

  OrganizationId found(String name) {
    String id = UUID.randomUUID().toString();
    act("INSERT INTO team VALUES (?, ?)", id, name);
    return new OrganizationId(id);
  }

  void assign(OrganizationId team, UserId person, MembershipStatus status, RoleSlug role) {
    String word =
        switch (status) {
          case ACTIVE -> "active";
          case PENDING -> "invited";
          case INACTIVE -> "on_leave";
          case UNKNOWN -> "sabbatical";
        };
    act(
        "INSERT INTO team_member VALUES (?, ?, ?, ?, ?, CURRENT_TIMESTAMP)",
        UUID.randomUUID().toString(),
        team.value(),
        person.value(),
        word,
        role.value());
  }

  void promote(OrganizationId team, UserId person, RoleSlug role) {
    act(
        "UPDATE team_member SET role = ?, changed_at = CURRENT_TIMESTAMP"
            + " WHERE team_id = ? AND person_id = ?",
        role.value(),
        team.value(),
        person.value());
  }

  void release(OrganizationId team, UserId person) {
    String sql = "DELETE FROM team_member WHERE team_id = ? AND person_id = ?";
    act(sql, team.value(), person.value());
  }

  boolean isMember(OrganizationId team, UserId person) throws SQLException {
    String sql = "SELECT id FROM team_member WHERE team_id = ? AND person_id = ?";
    try (PreparedStatement statement = office.prepareStatement(sql)) {
      statement.setString(1, team.value());
      statement.setString(2, person.value());
      return statement.executeQuery().next();
    }
  }

  void act(String sql, String... values) {
    try (PreparedStatement statement = office.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      office.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
