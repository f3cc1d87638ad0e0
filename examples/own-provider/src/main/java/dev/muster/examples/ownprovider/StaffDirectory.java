package dev.muster.examples.ownprovider;

import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.MemberProfiles;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.provider.ProviderException;
import dev.muster.provider.User;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * A company's own staff database as an identity provider, on the tables of {@code staff.sql}. Safe
 * for many threads. A JDBC call heeds no interrupt, so each runs on a thread of the host's
 * executor, a pool for nothing else, and whoever asks waits no longer than the call deadline.
 *
 * <p>Left out: {@code EventSource} (a time of change tells of no row that was deleted), {@code
 * RoleCatalog} (the roles in use are not all there are), {@code InvitationProvider} (tables send no
 * mail), {@code OrganizationAdministration} (people and teams are added by the staff's office).
 */
public record StaffDirectory(
    ProviderInstance instance, Duration callDeadline, DataSource database, Executor threads)
    implements IdentityProvider, OrganizationLifecycle, MemberProfiles {
  private static final String PERSON = "SELECT p.id, p.email, p.email_verified FROM person p ";
  private static final String CHANGED = ", changed_at = GREATEST(changed_at, CURRENT_TIMESTAMP)";
  private static final int MOST_ROWS = 100_000;

  @Override
  public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
    return ask(pair(organization, user));
  }

  @Override
  public Optional<Organization> findOrganization(OrganizationId organization) {
    return ask(team(organization));
  }

  @Override
  public Optional<User> findUser(UserId user) {
    String id = Objects.requireNonNull(user, "user").value();
    return ask(
        one(rows(PERSON + "WHERE id = ?", StaffDirectory::person, p -> p.id().equals(user), id)));
  }

  @Override
  public List<Membership> listMemberships(UserId user) {
    String id = Objects.requireNonNull(user, "user").value();
    return ask(members("person_id = ?", m -> m.user().equals(user), id));
  }

  @Override
  public List<Membership> listMembers(OrganizationId organization) {
    String id = Objects.requireNonNull(organization, "organization").value();
    return ask(members("team_id = ?", m -> m.organization().equals(organization), id));
  }

  @Override
  public List<User> profiles(OrganizationId organization, Set<UserId> members) {
    String sql = PERSON + "JOIN team_member m ON m.person_id = p.id WHERE m.team_id = ?";
    String id = Objects.requireNonNull(organization, "organization").value();
    Set<UserId> asked = Set.copyOf(Objects.requireNonNull(members, "members"));
    List<User> all = ask(rows(sql, StaffDirectory::person, person -> true, id));
    return all.stream().filter(person -> asked.contains(person.id())).toList();
  }

  // @start region=staff-directory
  @Override
  public void removeMember(Membership membership) {
    String id = Objects.requireNonNull(membership, "membership").id().value();
    change(connection -> id, "DELETE FROM team_member WHERE id = ?", id);
  }

  @Override
  public Membership changeRole(Membership membership, RoleSlug role) {
    List<RoleSlug> only = List.of(Objects.requireNonNull(role, "role"));
    Sql<Connection, Membership> done = done(stated(membership), m -> m.roles().equals(only));
    String sql = "UPDATE team_member SET role = ?" + CHANGED + " WHERE id = ?";
    return change(done, sql, role.value(), membership.id().value());
  }

  @Override
  public Membership deactivate(Membership membership) {
    return move(membership, "active", "on_leave", MembershipStatus.INACTIVE);
  }

  @Override
  public Membership reactivate(Membership membership) {
    return move(membership, "on_leave", "active", MembershipStatus.ACTIVE);
  }

  private Membership move(Membership last, String from, String to, MembershipStatus status) {
    Sql<Connection, Membership> done = done(stated(last), m -> m.status() == status);
    String sql = "UPDATE team_member SET status = ?" + CHANGED + " WHERE id = ? AND status = ?";
    return change(done, sql, to, last.id().value(), from);
  }

  @Override
  public Organization rename(OrganizationId organization, String name) {
    Objects.requireNonNull(name, "name");
    Sql<Connection, Organization> done = done(team(organization), team -> team.name().equals(name));
    return change(done, "UPDATE team SET name = ? WHERE id = ?", name, organization.value());
  }

  @Override
  public void deleteOrganization(OrganizationId organization) {
    String id = Objects.requireNonNull(organization, "organization").value();
    change(connection -> id, "DELETE FROM team WHERE id = ?", id);
  }

  /** Writes, and looks what is there then: done now, done before, or not to be done. */
  private <T> T change(Sql<Connection, T> look, String sql, String... args) {
    return ask(
        connection -> {
          try (PreparedStatement statement = prepare(connection, sql, args)) {
            statement.executeUpdate();
          }
          return look.apply(connection);
        });
  }

  private static <T> Sql<Connection, T> done(Sql<Connection, Optional<T>> look, Predicate<T> done) {
    return c ->
        look.apply(c).filter(done).orElseThrow(() -> new ProviderException.Rejected("refused"));
  }

  private Sql<Connection, Optional<Membership>> pair(OrganizationId team, UserId person) {
    Objects.requireNonNull(team, "organization");
    Objects.requireNonNull(person, "user");
    Predicate<Membership> asked = m -> m.organization().equals(team) && m.user().equals(person);
    return one(members("team_id = ? AND person_id = ?", asked, team.value(), person.value()));
  }

  private Sql<Connection, Optional<Membership>> stated(Membership last) {
    Objects.requireNonNull(last, "membership");
    return one(members("id = ?", m -> m.id().equals(last.id()), last.id().value()));
  }

  private Sql<Connection, Optional<Organization>> team(OrganizationId id) {
    Objects.requireNonNull(id, "organization");
    Sql<ResultSet, Organization> row =
        team -> new Organization(new OrganizationId(text(team, "id")), text(team, "name"));
    String sql = "SELECT id, name FROM team WHERE id = ?";
    return one(rows(sql, row, team -> team.id().equals(id), id.value()));
  }

  private Sql<Connection, List<Membership>> members(
      String where, Predicate<Membership> asked, String... ids) {
    String sql = "SELECT id, team_id, person_id, status, role, changed_at FROM team_member WHERE ";
    return rows(sql + where, StaffDirectory::member, asked, ids);
  }

  private static Membership member(ResultSet row) throws SQLException {
    String role = row.getString("role");
    return new Membership(
        new MembershipId(text(row, "id")),
        new OrganizationId(text(row, "team_id")),
        new UserId(text(row, "person_id")),
        switch (text(row, "status")) {
          case "active" -> MembershipStatus.ACTIVE;
          case "invited" -> MembershipStatus.PENDING;
          case "on_leave" -> MembershipStatus.INACTIVE;
          default -> MembershipStatus.UNKNOWN;
        },
        role == null ? List.of() : List.of(new RoleSlug(role)),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }

  private static User person(ResultSet row) throws SQLException {
    UserId id = new UserId(text(row, "id"));
    return new User(id, row.getString("email"), row.getBoolean("email_verified"));
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getString(column), column);
  }

  private static <T> Sql<Connection, Optional<T>> one(Sql<Connection, List<T>> rows) {
    return connection -> rows.apply(connection).stream().reduce((one, other) -> unasked(other));
  }

  private static <T> T unasked(T unused) {
    throw new ProviderException.Unavailable("rows that were not asked for", null);
  }

  /** All rows in one statement, so of one moment; what breaks on the way ends the call. */
  private <T> Sql<Connection, List<T>> rows(
      String sql, Sql<ResultSet, T> row, Predicate<T> asked, String... args) {
    return connection -> {
      try (PreparedStatement statement = prepare(connection, sql, args);
          ResultSet found = statement.executeQuery()) {
        List<T> rows = new ArrayList<>();
        while (found.next()) {
          T next = row.apply(found);
          rows.add(asked.test(next) && rows.size() < MOST_ROWS ? next : unasked(next));
        }
        return rows;
      }
    };
  }

  private PreparedStatement prepare(Connection connection, String sql, String... args)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout((int) callDeadline.toSeconds() + 1);
    for (int i = 0; i < args.length; i++) {
      statement.setString(i + 1, args[i]);
    }
    return statement;
  }

  private <T> T ask(Sql<Connection, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      threads.execute(() -> answer(question, answer));
      return answer.get(callDeadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException.Unavailable("interrupted", e);
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (TimeoutException | RejectedExecutionException e) {
      throw new ProviderException.Unavailable("no answer of the staff database in time", null);
    } finally {
      answer.cancel(false);
    }
  }

  private <T> void answer(Sql<Connection, T> question, CompletableFuture<T> answer) {
    try (Connection connection = database.getConnection()) {
      CompletableFuture<T> unused =
          answer.whenComplete((found, failure) -> abort(connection, answer.isCancelled()));
      if (!answer.isDone()) {
        connection.setAutoCommit(true);
        answer.complete(question.apply(connection));
      }
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
  }

  private static void abort(Connection connection, boolean nobodyWaits) {
    try {
      if (nobodyWaits) {
        connection.abort(Runnable::run);
      }
    } catch (SQLException e) {
      // It is closed, or its own time-out has to end it.
    }
  }

  /** By type and SQLState; a driver's text may hold SQL, values and addresses, so it ends here. */
  private static ProviderException failure(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      String state = at instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
      if (state.matches("(28|42)...")) {
        return new ProviderException.Misconfigured("the staff database does not let us in");
      } else if (state.matches("23...|22001")) {
        return new ProviderException.Rejected("refused");
      } else if (at instanceof ProviderException known) {
        return known;
      }
    }
    return new ProviderException.Unavailable("no full answer of the staff database", null);
  }

  // @end
  private interface Sql<I, O> {
    O apply(I input) throws SQLException;
  }

  @Override
  public String toString() {
    return "StaffDirectory[" + instance + "]";
  }
}
