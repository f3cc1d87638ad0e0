package dev.muster.jdbi;

import static dev.muster.jdbi.Members.KEY;
import static dev.muster.jdbi.Members.PROVIDER;
import static dev.muster.jdbi.Members.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jdbi.v3.core.transaction.TransactionIsolationLevel.READ_COMMITTED;

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
import dev.muster.store.RoleStore.Change;
import dev.muster.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.HashPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The stores inside a transaction of the host's. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("DB-2")
class JoiningTest {
  private static final Role ADMIN = new Role("admin");
  private static final OrganizationSlug ACME = new OrganizationSlug("acme");
  private static final DirectoryStore.Entry ENTRY =
      new DirectoryStore.Entry(new Organization(new OrganizationId("org_1"), "Acme"), ACME);

  private final TestDatabase database;
  private final Wire wire;
  private final Jdbi jdbi;
  private final JdbiMembershipStore mirror;
  private final JdbiDirectoryStore register;
  private final HostRoleTable roles;
  private final JdbiRoleStore ownRoles;
  private final Instant now;

  JoiningTest(Engine engine) {
    database = engine.installed();
    database.run(
        "create table host_notes (text varchar(99))",
        "create table members (u varchar(255), o varchar(255), r varchar(255), unique (u, o))");
    wire = new Wire(database.dataSource());
    jdbi = Jdbi.create(wire.dataSource());
    mirror = JdbiMembershipStore.on(jdbi);
    register = JdbiDirectoryStore.on(jdbi);
    ownRoles = JdbiRoleStore.on(jdbi);
    roles =
        HostRoleTable.binding(jdbi, PROVIDER)
            .table("members")
            .userColumn("u")
            .organizationColumn("o")
            .roleColumn("r")
            .insertMissingRows()
            .build();
    now = mirror.find(KEY).storeTime();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_rollback_of_the_host_takes_everything_with_it() {
    try (Handle handle = jdbi.open()) {
      begin(handle);
      everything(handle);
      handle.rollback();
    }
    assertThat(mirror.find(KEY).entry()).isInstanceOf(MirrorEntry.Unknown.class);
    assertThat(register.findBySlug(PROVIDER, ACME)).isEmpty();
    assertThat(roles.find(KEY)).isEmpty();
    assertThat(ownRoles.find(KEY)).isEmpty();
  }

  @Test
  void a_commit_of_the_host_shows_it_to_others_and_not_before() {
    try (Handle handle = jdbi.open()) {
      begin(handle);
      everything(handle);
      assertThat(mirror.joining(handle).find(KEY).entry().epoch()).isEqualTo(1);
      assertThat(mirror.find(KEY).entry()).isInstanceOf(MirrorEntry.Unknown.class);
      handle.commit();
    }
    assertThat(mirror.find(KEY).entry().epoch()).isEqualTo(1);
    assertThat(register.findBySlug(PROVIDER, ACME))
        .contains(new DirectoryStore.Owner.OfOrganization(ENTRY));
    assertThat(roles.find(KEY)).contains(ADMIN);
    assertThat(ownRoles.find(KEY)).contains(ADMIN);
  }

  @Test
  @Tag("ADM-5")
  void an_end_and_a_persons_slug_stand_or_fall_with_the_hosts_transaction() {
    register.add(PROVIDER, ENTRY);
    OrganizationSlug ann = new OrganizationSlug("ann");
    for (boolean commits : List.of(false, true)) {
      try (Handle handle = jdbi.open()) {
        begin(handle);
        DirectoryStore inside = register.joining(handle);
        assertThat(inside.end(PROVIDER, KEY.organization())).isTrue();
        assertThat(inside.end(PROVIDER, KEY.organization())).isFalse();
        assertThat(inside.renamePersonal(PROVIDER, KEY.user(), ann))
            .isEqualTo(DirectoryStore.Renaming.RENAMED);
        assertThat(inside.renamePersonal(PROVIDER, new UserId("user_2"), ann))
            .isEqualTo(DirectoryStore.Renaming.TAKEN);
        assertThat(register.hasEnded(PROVIDER, KEY.organization())).isFalse();
        if (commits) {
          handle.commit();
        } else {
          handle.rollback();
        }
      }
      assertThat(register.hasEnded(PROVIDER, KEY.organization())).isEqualTo(commits);
      assertThat(register.findPersonal(PROVIDER, KEY.user()).isPresent()).isEqualTo(commits);
    }
  }

  @Test
  void no_second_connection_is_taken_and_none_is_closed() {
    try (Handle handle = jdbi.open()) {
      begin(handle);
      assertThat(wire.openConnections()).isEqualTo(1);
      wire.onOpen(
          () -> {
            throw new AssertionError("a second connection");
          });
      everything(handle);
      wire.onOpen(() -> {});
      assertThat(wire.openConnections()).isEqualTo(1);
      assertThat(handle.isInTransaction()).isTrue();
      handle.commit();
    }
  }

  @Test
  void a_statement_of_ours_that_fails_leaves_the_hosts_transaction_usable() {
    register.add(PROVIDER, ENTRY);
    try (Handle handle = jdbi.open()) {
      begin(handle);
      handle.execute("insert into host_notes values ('before')");
      DirectoryStore inside = register.joining(handle);
      assertThat(inside.add(PROVIDER, ENTRY)).isFalse();
      wire.rewrite(sql -> sql.startsWith("update ") ? "update nowhere set x = 1" : sql);
      assertThatThrownBy(() -> roles.joining(handle).swap(KEY, new Change(null, ADMIN)))
          .isInstanceOf(StoreException.class);
      wire.rewrite(sql -> sql);
      handle.execute("insert into host_notes values ('after')");
      handle.commit();
    }
    assertThat(database.column("select text from host_notes")).containsExactly("before", "after");
  }

  @Test
  void a_first_row_that_another_transaction_makes_meanwhile_is_met_inside() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (Handle handle = jdbi.open()) {
      begin(handle);
      MembershipStore inside = mirror.joining(handle);
      assertThat(inside.find(KEY).entry()).isInstanceOf(MirrorEntry.Unknown.class);
      mirror.record(KEY, seen(now, "member"), 0);
      // What the other committed is seen: the transaction is READ COMMITTED.
      assertThat(inside.record(KEY, seen(now, "admin"), 0).entry().epoch()).isEqualTo(1);
      assertThat(inside.record(KEY, seen(now, "admin"), 1).entry().epoch()).isEqualTo(2);

      CountDownLatch waiting = new CountDownLatch(1);
      Future<MirrorEntry> late =
          other.submit(
              () -> {
                waiting.countDown();
                return mirror.record(KEY, new Observation.Absent(now), 2).entry();
              });
      waiting.await();
      handle.commit();
      assertThat(late.get()).isInstanceOf(MirrorEntry.Ended.class);
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void the_hosts_handle_keeps_its_own_syntax() {
    jdbi.getConfig(SqlStatements.class).setSqlParser(new HashPrefixSqlParser());
    try (Handle handle = jdbi.open()) {
      begin(handle);
      everything(handle);
      handle.createUpdate("insert into host_notes values (#text)").bind("text", "own").execute();
      handle.commit();
    }
    assertThat(database.column("select text from host_notes")).containsExactly("own");
  }

  @Test
  void a_handle_outside_of_a_transaction_is_refused() {
    try (Handle handle = jdbi.open()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> mirror.joining(handle))
          .withMessage("the handle must be in a transaction");
      assertThatIllegalArgumentException().isThrownBy(() -> register.joining(handle));
      assertThatIllegalArgumentException().isThrownBy(() -> roles.joining(handle));
      assertThatIllegalArgumentException().isThrownBy(() -> ownRoles.joining(handle));
    }
  }

  @Test
  void a_transaction_that_would_not_see_what_others_end_is_refused() {
    for (TransactionIsolationLevel level :
        List.of(
            TransactionIsolationLevel.REPEATABLE_READ, TransactionIsolationLevel.SERIALIZABLE)) {
      try (Handle handle = jdbi.open()) {
        handle.setTransactionIsolationLevel(level);
        handle.begin();
        assertThatIllegalArgumentException()
            .as(level.name())
            .isThrownBy(() -> mirror.joining(handle))
            .withMessageContaining("READ COMMITTED");
        handle.rollback();
      }
    }
  }

  @Test
  void after_the_transaction_each_call_is_a_store_exception_and_writes_nothing() {
    List<MembershipStore> kept = new ArrayList<>();
    jdbi.useTransaction(READ_COMMITTED, handle -> kept.add(mirror.joining(handle)));
    assertThatThrownBy(() -> kept.get(0).record(KEY, seen(now, "member"), 0))
        .isInstanceOf(StoreException.class);

    try (Handle handle = jdbi.open()) {
      begin(handle);
      MembershipStore inside = mirror.joining(handle);
      handle.commit();
      assertThatThrownBy(() -> inside.record(KEY, seen(now, "member"), 0))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("the host's transaction is over");
    }
    assertThat(mirror.find(KEY).entry()).isInstanceOf(MirrorEntry.Unknown.class);
  }

  @Test
  void a_cut_line_is_a_store_exception_inside_too() {
    try (Handle handle = jdbi.open()) {
      begin(handle);
      MembershipStore inside = mirror.joining(handle);
      wire.failAfter(0);
      assertThatThrownBy(() -> inside.record(KEY, seen(now, "member"), 0))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("SQL state " + Wire.STATE);
      wire.failAfter(-1);
      assertThat(inside.record(KEY, seen(now, "member"), 0).entry().epoch()).isEqualTo(1);
      handle.rollback();
    }
  }

  private void everything(Handle handle) {
    mirror.joining(handle).record(KEY, seen(now, "member"), 0);
    DirectoryStore slugs = register.joining(handle);
    assertThat(slugs.reserve(PROVIDER, ACME, new UserId("user_1"), "key-1"))
        .isEqualTo(new DirectoryStore.Reservation.Reserved("key-1"));
    assertThat(slugs.complete(PROVIDER, ACME, "key-1", ENTRY.organization())).isTrue();
    for (RoleStore inside : List.of(roles.joining(handle), ownRoles.joining(handle))) {
      assertThat(inside.swap(KEY, new Change(null, ADMIN))).isTrue();
      assertThat(inside.swap(KEY, new Change(null, ADMIN))).isFalse();
      assertThat(inside.find(KEY)).contains(ADMIN);
    }
  }

  /** As a host begins: MariaDB's own choice would be REPEATABLE READ. */
  private static void begin(Handle handle) {
    handle.setTransactionIsolationLevel(READ_COMMITTED);
    handle.begin();
  }
}
