package dev.muster.jdbi;

import static dev.muster.jdbi.Members.KEY;
import static dev.muster.jdbi.Members.PROVIDER;
import static dev.muster.jdbi.Members.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import dev.muster.store.DirectoryStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Observation;
import dev.muster.store.RoleStore;
import dev.muster.store.StoreException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("once")
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("ANS-2")
class FailuresTest {
  private static final OrganizationSlug ACME = new OrganizationSlug("acme");
  private static final UserId ANN = new UserId("user_ann");
  private static final Organization ORGANIZATION =
      new Organization(new OrganizationId("org_1"), "Acme");

  private final Engine engine;
  private final TestDatabase database;
  private final Wire wire;
  private final MembershipStore mirror;
  private final DirectoryStore register;
  private final RoleStore roles;
  private final Instant now;

  FailuresTest(Engine engine) {
    this.engine = engine;
    database = engine.installed();
    wire = new Wire(database.dataSource());
    mirror = JdbiMembershipStore.on(wire.dataSource());
    register = JdbiDirectoryStore.on(wire.dataSource());
    roles = JdbiRoleStore.on(wire.dataSource());
    now = mirror.find(KEY).storeTime();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void every_call_on_a_cut_line_is_a_store_exception_without_values() {
    List<ThrowingCallable> calls =
        List.of(
            () -> mirror.find(KEY),
            () -> mirror.record(KEY, seen(now, "member"), 0),
            () -> register.find(PROVIDER, ORGANIZATION.id()),
            () -> register.findBySlug(PROVIDER, ACME),
            () -> register.add(PROVIDER, new DirectoryStore.Entry(ORGANIZATION, ACME)),
            () -> register.reserve(PROVIDER, ACME, ANN, "key-1"),
            () -> register.complete(PROVIDER, ACME, "key-1", ORGANIZATION),
            () -> register.release(PROVIDER, ACME, "key-1"),
            () -> roles.find(KEY),
            () -> roles.swap(KEY, new RoleStore.Change(null, new Role("admin"))),
            () -> roles.list(KEY.provider(), KEY.organization()),
            () -> JdbiRoleStore.on(closed()),
            () -> JdbiMembershipStore.on(closed()),
            () -> JdbiDirectoryStore.on(closed()),
            () -> HostRoleTable.binding(Jdbi.create(closed()), PROVIDER).build());

    for (ThrowingCallable call : calls) {
      wire.failAfter(0);
      assertThatThrownBy(call)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("SQL state " + Wire.STATE)
          .message()
          .doesNotContain("user_1", "org_1", "acme", "secret");
    }
  }

  @Test
  void a_record_that_fails_at_any_statement_writes_nothing_and_works_again() {
    mirror.record(KEY, seen(now, "member"), 0);
    wire.clear();
    mirror.record(KEY, seen(now, "admin"), 1);
    int statements = wire.sent().size();
    MirrorEntry before = mirror.find(KEY).entry();

    for (int k = 0; k < statements; k++) {
      wire.failAfter(k);
      assertThatThrownBy(() -> mirror.record(KEY, new Observation.Absent(now), 2))
          .isInstanceOf(StoreException.class);
      assertThat(mirror.find(KEY).entry()).isEqualTo(before);
    }
    wire.failAfter(-1);

    assertThat(mirror.record(KEY, new Observation.Absent(now), 2).entry())
        .isInstanceOf(MirrorEntry.Ended.class);
  }

  @Test
  void a_row_that_somebody_else_keeps_locked_is_a_store_exception() throws SQLException {
    MembershipStore impatient = JdbiMembershipStore.on(database.session(engine.lockTimeout(20)));
    impatient.record(KEY, seen(now, "member"), 0);
    try (Connection other = database.dataSource().getConnection()) {
      other.setAutoCommit(false);
      other.createStatement().execute("select * from muster_membership for update");

      assertThatThrownBy(() -> impatient.record(KEY, seen(now, "admin"), 1))
          .isInstanceOf(StoreException.class);

      other.rollback();
    }
    assertThat(impatient.find(KEY).entry().epoch()).isEqualTo(1);
  }

  @Test
  void a_row_that_muster_never_wrote_is_a_store_exception() {
    mirror.record(KEY, seen(now, "member"), 0);
    register.add(PROVIDER, new DirectoryStore.Entry(ORGANIZATION, ACME));
    roles.swap(KEY, new RoleStore.Change(null, new Role("admin")));
    database.run("update muster_role set role = ' '");
    database.run("update muster_membership set roles = ' '");
    database.run("update muster_organization set slug = 'Not A Slug'");

    assertThatThrownBy(() -> roles.find(KEY)).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> roles.list(KEY.provider(), KEY.organization()))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> mirror.find(KEY)).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> register.find(PROVIDER, ORGANIZATION.id()))
        .isInstanceOf(StoreException.class);
  }

  @Test
  @Tag("DB-2")
  void a_connection_without_auto_commit_is_refused_as_its_writes_might_be_lost() {
    DataSource manual =
        proxy(
            () -> {
              Connection connection = database.dataSource().getConnection();
              connection.setAutoCommit(false);
              return connection;
            });

    assertThatThrownBy(() -> JdbiMembershipStore.on(manual))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("auto-commit");
    assertThatThrownBy(() -> MusterSchema.verify(manual))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("auto-commit");
  }

  @Test
  @Tag("DB-2")
  void a_transaction_of_the_host_on_the_same_connection_is_refused_and_left_as_it_was()
      throws SQLException {
    try (Connection shared = database.dataSource().getConnection()) {
      Connection unclosed =
          (Connection)
              Proxy.newProxyInstance(
                  FailuresTest.class.getClassLoader(),
                  new Class<?>[] {Connection.class},
                  (self, method, arguments) ->
                      method.getName().equals("close") ? null : method.invoke(shared, arguments));
      MembershipStore hosted = JdbiMembershipStore.on(proxy(() -> unclosed));
      shared.setAutoCommit(false);
      shared
          .createStatement()
          .execute("insert into muster_organization (provider, slug) values ('p', 'pending')");

      assertThatThrownBy(() -> hosted.record(KEY, seen(now, "member"), 0))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("auto-commit");

      assertThat(shared.getAutoCommit()).isFalse();
      shared.commit();
    }
    assertThat(database.column("select slug from muster_organization")).containsExactly("pending");
  }

  @Test
  void a_pool_that_throws_anything_is_a_store_exception() {
    DataSource broken =
        proxy(
            () -> {
              throw new IllegalStateException("pool is closed");
            });

    assertThatThrownBy(() -> JdbiMembershipStore.on(broken)).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> MusterSchema.install(broken)).isInstanceOf(StoreException.class);
  }

  @Test
  @Tag("DB-2")
  void every_connection_is_given_back_before_a_call_returns() {
    wire.failAfter(1);
    assertThatThrownBy(() -> mirror.record(KEY, seen(now, "member"), 0))
        .isInstanceOf(StoreException.class);
    wire.failAfter(-1);
    mirror.record(KEY, seen(now, "member"), 0);
    mirror.find(KEY);
    register.reserve(PROVIDER, ACME, ANN, "key-1");

    assertThat(wire.openConnections()).isZero();
  }

  @Test
  void an_external_id_that_does_not_fit_is_an_illegal_argument() {
    assertThatThrownBy(() -> register.reserve(PROVIDER, ACME, ANN, "k".repeat(256)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("255")
        .hasMessageContaining("256");
  }

  private static DataSource closed() {
    return proxy(
        () -> {
          throw new SQLException("no such host user_1 `secret`", Wire.STATE);
        });
  }

  private static DataSource proxy(Opening opening) {
    return (DataSource)
        Proxy.newProxyInstance(
            FailuresTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> opening.open());
  }

  /** How a data source opens a connection. */
  private interface Opening {
    Connection open() throws SQLException;
  }
}
