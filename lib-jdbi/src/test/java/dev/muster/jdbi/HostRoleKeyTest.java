package dev.muster.jdbi;

import static dev.muster.jdbi.Members.KEY;
import static dev.muster.jdbi.Members.PROVIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.store.RoleStore;
import dev.muster.store.RoleStore.Change;
import dev.muster.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Roles that are keys of the host's role table. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("ROLE-6")
@Tag("once")
class HostRoleKeyTest {
  private static final Role ADMIN = new Role("admin");
  private static final Role MEMBER = new Role("member");
  private static final Role UNHEARD_OF = new Role("unheard-of");
  private static final String NO_ROW = "the host's role table has no row for a role";

  private final TestDatabase database;
  private final Wire wire;
  private final Jdbi jdbi;

  HostRoleKeyTest(Engine engine) {
    database = engine.empty();
    wire = new Wire(database.dataSource());
    jdbi = Jdbi.create(wire.dataSource());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  @Tag("ROLE-2")
  @Tag("S9")
  void a_role_is_found_and_changed_in_one_statement_whatever_type_its_key_has() {
    for (String type :
        List.of("int", "bigint", "uuid", "varchar(36)", "char(36)", "decimal(36, 0)")) {
      RoleStore store = members(type, type).build();
      String member = type.equals("uuid") || type.contains("char") ? uuid(2) : "2";
      String admin = type.equals("uuid") || type.contains("char") ? uuid(1) : "1";
      row(null);
      wire.clear();

      assertThat(store.swap(KEY, new Change(null, MEMBER))).as(type).isTrue();
      assertThat(database.column("select role_id from members")).containsExactly(member);
      assertThat(wire.sent()).hasSize(1);
      assertThat(store.find(KEY)).contains(MEMBER);
      assertThat(wire.sent()).hasSize(2);
      assertThat(store.swap(KEY, new Change(MEMBER, ADMIN))).isTrue();
      assertThat(database.column("select role_id from members")).containsExactly(admin);
      assertThat(wire.sent()).hasSize(3);
      assertThat(store.list(PROVIDER, KEY.organization())).isEqualTo(Map.of(KEY.user(), ADMIN));
      assertThat(wire.sent()).hasSize(4);
      assertThat(store.swap(KEY, new Change(ADMIN, null))).isTrue();
      assertThat(wire.sent()).hasSize(5);
      assertThat(store.find(KEY)).isEmpty();
      assertThat(wire.sent()).hasSize(6).noneMatch(HostRoleKeyTest::writesTheRoleTable);
    }
  }

  @Test
  void a_role_that_the_role_table_does_not_name_is_a_store_exception_and_clears_nothing() {
    RoleStore store = members("int", "int").build();
    row("2");

    for (Role from : new Role[] {MEMBER, ADMIN, null}) {
      assertThatThrownBy(() -> store.swap(KEY, new Change(from, UNHEARD_OF)))
          .isInstanceOf(StoreException.class)
          .isNotInstanceOf(StoreException.NoRecord.class)
          .hasMessage(NO_ROW);
    }
    assertThat(store.swap(KEY, new Change(UNHEARD_OF, ADMIN))).isFalse();
    assertThat(store.swap(KEY, new Change(UNHEARD_OF, null))).isFalse();
    assertThat(store.find(KEY)).contains(MEMBER);
    assertThat(database.column("select name from roles where id < 9 order by id"))
        .containsExactly("admin", "member");
  }

  @Test
  void a_role_without_a_key_is_written_neither_as_a_change_nor_as_a_row() {
    RoleStore store = members("int", "int").insertMissingRows().build();
    database.run("insert into roles (id, name) values (null, 'unheard-of')");

    assertThatThrownBy(() -> store.swap(KEY, new Change(null, UNHEARD_OF))).hasMessage(NO_ROW);
    assertThatThrownBy(() -> store.swap(KEY, new Change(null, new Role("absent"))))
        .hasMessage(NO_ROW);
    assertThat(database.column("select account from members")).isEmpty();
    row("2");
    assertThatThrownBy(() -> store.swap(KEY, new Change(MEMBER, UNHEARD_OF))).hasMessage(NO_ROW);
    assertThat(store.unwritable(Set.of(UNHEARD_OF, ADMIN))).containsExactly(UNHEARD_OF);
    assertThat(store.find(KEY)).contains(MEMBER);
  }

  @Test
  void a_first_role_is_inserted_with_its_key() {
    RoleStore store = members("int", "int").insertMissingRows().build();

    assertThat(store.swap(KEY, new Change(null, MEMBER))).isTrue();

    assertThat(database.column("select concat(account, ' ', org, ' ', role_id) from members"))
        .containsExactly("user_1 org_1 2");
  }

  @Test
  void a_first_role_for_a_member_without_a_row_is_no_record() {
    RoleStore store = members("int", "int").build();

    assertThatThrownBy(() -> store.swap(KEY, new Change(null, MEMBER)))
        .isInstanceOf(StoreException.NoRecord.class);
  }

  @Test
  void a_key_that_points_at_nothing_is_no_role_and_is_written_over() {
    RoleStore store = members("int", "int").build();
    row("77");

    assertThat(store.find(KEY)).isEmpty();
    assertThat(store.list(PROVIDER, KEY.organization())).isEmpty();
    assertThat(store.swap(KEY, new Change(MEMBER, ADMIN))).isFalse();
    assertThat(store.swap(KEY, new Change(null, ADMIN))).isTrue();
    assertThat(store.find(KEY)).contains(ADMIN);
  }

  @Test
  void a_role_without_a_name_or_with_one_that_is_no_role_is_a_store_exception_and_stays() {
    RoleStore store = members("int", "int").build();
    row("9");

    for (String name : new String[] {"null", "''", "'  '", "'a\u0007'"}) {
      database.run("update roles set name = " + name + " where id = 9");
      assertThatThrownBy(() -> store.find(KEY))
          .isInstanceOf(StoreException.class)
          .hasMessage("the host's role table holds a name that can't be a role");
      assertThatThrownBy(() -> store.list(PROVIDER, KEY.organization()))
          .isInstanceOf(StoreException.class);
      assertThat(store.swap(KEY, new Change(null, ADMIN))).isFalse();
    }
    assertThat(database.column("select role_id from members")).containsExactly("9");
  }

  @Test
  void the_word_for_no_role_is_a_row_of_the_role_table() {
    Role none = new Role("none");
    HostRoleBinding binding = members("int", "int not null").noRoleWrittenAs(none);
    assertThatThrownBy(binding::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no row for the word for no role, none");
    database.run("insert into roles (id, name) values (3, 'none')");
    RoleStore store = binding.build();
    row("3");

    assertThat(store.find(KEY)).isEmpty();
    assertThat(store.swap(KEY, new Change(null, ADMIN))).isTrue();
    assertThat(store.swap(KEY, new Change(ADMIN, null))).isTrue();
    assertThat(database.column("select role_id from members")).containsExactly("3");
    assertThat(store.unwritable(Set.of(none, ADMIN, UNHEARD_OF)))
        .isEqualTo(Set.of(none, UNHEARD_OF));

    store.swap(KEY, new Change(null, ADMIN));
    database.run("delete from roles where id = 3");
    assertThatThrownBy(() -> store.swap(KEY, new Change(ADMIN, null))).hasMessage(NO_ROW);
    assertThat(store.find(KEY)).contains(ADMIN);
  }

  @Test
  void what_is_unwritable_is_one_statement() {
    RoleStore store = members("int", "int").build();
    wire.clear();

    assertThat(store.unwritable(Set.of(ADMIN, new Role("Admin"), new Role("admin "), UNHEARD_OF)))
        .isEqualTo(Set.of(new Role("Admin"), new Role("admin "), UNHEARD_OF));
    assertThat(wire.sent()).hasSize(1);
  }

  @Test
  void a_table_of_one_organization_points_at_roles_too() {
    members("int", "int");
    database.run(
        "create table users (id varchar(255) primary key, role_id int)",
        "insert into users values ('user_1', 2)");
    RoleStore store = keyed("users").userColumn("id").onlyOrganization(KEY.organization()).build();
    MembershipKey elsewhere = new MembershipKey(PROVIDER, new OrganizationId("org_2"), KEY.user());

    assertThat(store.find(KEY)).contains(MEMBER);
    assertThat(store.find(elsewhere)).isEmpty();
    assertThat(store.swap(KEY, new Change(MEMBER, ADMIN))).isTrue();
    assertThatThrownBy(() -> store.swap(elsewhere, new Change(null, MEMBER)))
        .isInstanceOf(StoreException.NoRecord.class);
    assertThat(store.list(PROVIDER, KEY.organization())).isEqualTo(Map.of(KEY.user(), ADMIN));
    assertThat(store.list(PROVIDER, elsewhere.organization())).isEmpty();
  }

  @Test
  void hostile_values_are_bound_and_never_read_as_sql() {
    RoleStore store = members("int", "int").insertMissingRows().build();
    String drop = "'; drop table roles; --";
    Role hostile = new Role(drop);
    MembershipKey key =
        new MembershipKey(PROVIDER, new OrganizationId(drop), new UserId("\" or 1 = 1 or \""));

    assertThatThrownBy(() -> store.swap(key, new Change(null, hostile))).hasMessage(NO_ROW);
    assertThat(store.unwritable(Set.of(hostile))).containsExactly(hostile);
    jdbi.useHandle(handle -> handle.execute("insert into roles (id, name) values (7, ?)", drop));
    assertThat(store.swap(key, new Change(null, hostile))).isTrue();
    assertThat(store.find(key)).contains(hostile);
    assertThat(store.find(KEY)).isEmpty();
  }

  @Test
  @Tag("DB-2")
  void a_rollback_of_the_host_takes_the_key_with_it() {
    HostRoleTable store = members("int", "int").build();
    row("2");

    try (var handle = jdbi.open()) {
      handle.setTransactionIsolationLevel(TransactionIsolationLevel.READ_COMMITTED);
      handle.begin();
      RoleStore inside = store.joining(handle);
      assertThatThrownBy(() -> inside.swap(KEY, new Change(MEMBER, UNHEARD_OF))).hasMessage(NO_ROW);
      assertThat(inside.swap(KEY, new Change(MEMBER, ADMIN))).isTrue();
      assertThat(inside.find(KEY)).contains(ADMIN);
      handle.rollback();
    }
    assertThat(store.find(KEY)).contains(MEMBER);
  }

  /** The columns that both tables have would be taken for each other if they were not qualified. */
  private HostRoleBinding members(String keyType, String pointerType) {
    boolean text = keyType.equals("uuid") || keyType.contains("char");
    database.run(
        "drop table if exists members",
        "drop table if exists roles",
        "create table roles (id "
            + keyType
            + " unique, name varchar(255) unique, role_id int, account varchar(9), org varchar(9))",
        "insert into roles (id, name, role_id, account, org) values ("
            + (text ? "'" + uuid(1) + "'" : "1")
            + ", 'admin', 2, 'user_1', 'org_1'), ("
            + (text ? "'" + uuid(2) + "'" : "2")
            + ", 'member', 1, 'user_1', 'org_1'), ("
            + (text ? "'" + uuid(9) + "'" : "9")
            + ", null, 1, 'user_1', 'org_1')",
        "create table members (account varchar(255) not null, org varchar(255) not null, role_id "
            + pointerType
            + ", name varchar(9), primary key (org, account))");
    return bound();
  }

  private void row(@Nullable String role) {
    database.run("insert into members values ('user_1', 'org_1', " + role + ", null)");
  }

  private HostRoleBinding bound() {
    return keyed("members").organizationColumn("org");
  }

  private HostRoleBinding keyed(String table) {
    return binding(table).roleTable("roles").roleKeyColumn("id").roleNameColumn("name");
  }

  private HostRoleBinding binding(String table) {
    return HostRoleTable.binding(jdbi, PROVIDER)
        .table(table)
        .userColumn("account")
        .roleColumn("role_id");
  }

  private static String uuid(int last) {
    return "00000000-0000-0000-0000-00000000000" + last;
  }

  private static boolean writesTheRoleTable(String sql) {
    return sql.matches("(insert into|update|delete from)[^(]*roles.*");
  }
}
