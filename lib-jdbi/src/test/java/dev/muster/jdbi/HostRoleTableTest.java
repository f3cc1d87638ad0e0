package dev.muster.jdbi;

import static dev.muster.jdbi.Members.KEY;
import static dev.muster.jdbi.Members.PROVIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.store.RoleStore;
import dev.muster.store.RoleStore.Change;
import dev.muster.store.StoreException;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("ROLE-6")
class HostRoleTableTest {
  private static final Role ADMIN = new Role("admin");
  private static final Role MEMBER = new Role("member");
  private static final MembershipKey ELSEWHERE =
      new MembershipKey(PROVIDER, new OrganizationId("org_2"), KEY.user());

  private final Engine engine;
  private final TestDatabase database;
  private final Jdbi jdbi;

  HostRoleTableTest(Engine engine) {
    this.engine = engine;
    database = engine.empty();
    jdbi = Jdbi.create(database.dataSource());
    if (engine == Engine.POSTGRESQL) {
      database.run(Engine.LOOSE_COLLATION);
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_first_role_for_a_member_without_a_row_is_a_store_exception() {
    RoleStore store = membersTable().build();

    assertThat(store.find(KEY)).isEmpty();
    assertThatThrownBy(() -> store.swap(KEY, new Change(null, ADMIN)))
        .isInstanceOf(StoreException.class)
        .hasMessage("the host's table has no row for this member");
    assertThat(database.column("select org from members")).isEmpty();
  }

  @Test
  void clearing_a_role_keeps_the_row_of_the_host() {
    RoleStore store = membersTable().build();
    database.run("insert into members values ('user_1', 'org_1', 'admin', 'a note')");

    assertThat(store.swap(KEY, new Change(ADMIN, null))).isTrue();

    assertThat(database.column("select note from members where app_role is null"))
        .containsExactly("a note");
  }

  @Test
  void a_change_touches_no_other_row_and_no_other_column() {
    RoleStore store = membersTable().build();
    database.run(
        "insert into members values ('user_1', 'org_1', 'member', 'one'),"
            + " ('user_1', 'org_2', 'member', 'two'), ('user_2', 'org_1', 'member', 'three')");

    store.swap(KEY, new Change(MEMBER, ADMIN));

    assertThat(database.column("select note from members where app_role = 'admin'"))
        .containsExactly("one");
  }

  @Test
  void an_inserted_row_holds_user_organization_and_role() {
    RoleStore store = membersTable().insertMissingRows().build();

    store.swap(KEY, new Change(null, ADMIN));

    assertThat(database.column("select concat(account, ' ', org, ' ', app_role) from members"))
        .containsExactly("user_1 org_1 admin");
  }

  @Test
  void rows_can_be_inserted_only_under_a_unique_constraint() {
    database.run("create table loose (account varchar(9), org varchar(9), app_role varchar(9))");

    assertThatThrownBy(() -> binding("loose").insertMissingRows().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unique");
  }

  @Test
  void several_rows_for_one_member_are_a_store_exception_and_stay_as_they_are() {
    database.run(
        "create table loose (account varchar(9), org varchar(9), app_role varchar(9))",
        "insert into loose values ('user_1', 'org_1', 'member'), ('user_1', 'org_1', 'member')");
    RoleStore store = binding("loose").build();

    assertThatThrownBy(() -> store.find(KEY)).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> store.swap(KEY, new Change(MEMBER, ADMIN)))
        .isInstanceOf(StoreException.class);
    assertThat(database.column("select app_role from loose")).containsExactly("member", "member");
  }

  @Test
  @Tag("MEM-13")
  void a_key_of_another_provider_instance_is_an_illegal_argument() {
    RoleStore store = membersTable().build();
    MembershipKey foreign =
        new MembershipKey(new ProviderInstance("other"), KEY.organization(), KEY.user());

    assertThatThrownBy(() -> store.find(foreign)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.swap(foreign, new Change(null, ADMIN)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_table_of_one_organization_is_touched_by_no_other() {
    database.run(
        "create table users (id varchar(255) primary key, app_role varchar(255))",
        "insert into users values ('user_1', 'member')");
    RoleStore store =
        HostRoleTable.binding(jdbi, PROVIDER)
            .table("users")
            .userColumn("id")
            .onlyOrganization(KEY.organization())
            .roleColumn("app_role")
            .insertMissingRows()
            .build();

    assertThat(store.find(KEY)).contains(MEMBER);
    assertThat(store.swap(KEY, new Change(MEMBER, ADMIN))).isTrue();
    assertThat(store.find(ELSEWHERE)).isEmpty();
    assertThatThrownBy(() -> store.swap(ELSEWHERE, new Change(null, MEMBER)))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> store.swap(ELSEWHERE, new Change(ADMIN, null)))
        .isInstanceOf(StoreException.class);
    assertThat(database.column("select app_role from users")).containsExactly("admin");
  }

  @Test
  void the_word_for_no_role_is_never_a_role() {
    database.run(
        "create table strict (account varchar(9), org varchar(9), app_role varchar(9) not null)",
        "insert into strict values ('user_1', 'org_1', 'none')");
    Role none = new Role("none");
    RoleStore store = binding("strict").noRoleWrittenAs(none).build();

    assertThat(store.find(KEY)).isEmpty();
    assertThatThrownBy(() -> store.swap(KEY, new Change(null, none)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(store.swap(KEY, new Change(null, ADMIN))).isTrue();
    assertThat(store.swap(KEY, new Change(ADMIN, null))).isTrue();
    assertThat(database.column("select app_role from strict")).containsExactly("none");
  }

  @Test
  void a_text_that_is_no_role_is_a_store_exception_without_the_text() {
    RoleStore store = membersTable().build();
    database.run("insert into members values ('user_1', 'org_1', 'a\u0007', null)");

    assertThatThrownBy(() -> store.find(KEY))
        .isInstanceOf(StoreException.class)
        .hasMessage("the host's role column holds a text that can't be a role");
  }

  @Test
  void names_are_found_without_regard_to_case_and_quoted_as_they_are_spelled() {
    database.run(
        engine.quoted("create schema if not exists \"App Data\""),
        engine.quoted(
            "create table \"Order\" (\"user\" varchar(9), \"Group\" varchar(9), \"ROLE\" varchar(9))"),
        engine.quoted("insert into \"Order\" values ('user_1', 'org_1', 'admin')"));

    RoleStore store =
        HostRoleTable.binding(jdbi, PROVIDER)
            .schema(engine == Engine.MARIADB ? database.name() : "public")
            .table("order")
            .userColumn("USER")
            .organizationColumn("group")
            .roleColumn("role")
            .build();

    assertThat(store.find(KEY)).contains(ADMIN);
    assertThat(store.swap(KEY, new Change(ADMIN, MEMBER))).isTrue();
  }

  @Test
  void an_exact_name_goes_before_another_case_and_two_other_cases_are_a_fault() {
    database.run(
        engine.quoted(
            "create table \"t\" (account varchar(9), org varchar(9), app_role varchar(9))"),
        engine.quoted("create table \"T\" (x int)"),
        engine.quoted("create table \"Two\" (x int)"),
        engine.quoted("create table \"tWO\" (x int)"));

    assertThat(binding("t").build().find(KEY)).isEmpty();
    assertThatThrownBy(() -> binding("two").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`two` may be any of");
  }

  @Test
  void all_faults_of_a_binding_are_told_at_once() {
    database.run(
        "create table bad (account char(9), org "
            + engine.looseText()
            + ", app_role varchar(9) not null)");

    assertThatThrownBy(() -> binding("bad").onlyOrganization(KEY.organization()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "4 faults",
            "but both was",
            "`" + engine.spelled("account") + "`",
            "`" + engine.spelled("org") + "`",
            "`" + engine.spelled("app_role") + "` must allow NULL");
    assertThatThrownBy(() -> HostRoleTable.binding(jdbi, PROVIDER).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "table is not set", "user column is not set", "role column is not set", "none was");
    assertThatThrownBy(() -> binding("absent").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("table `absent` is not there");
    assertThatThrownBy(() -> binding("bad").roleColumn("nothing").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("role column `nothing` is not there");
    assertThatThrownBy(() -> membersTable().roleColumn("org").userColumn("ORG").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key column too")
        .hasMessageContaining("both `" + engine.spelled("org") + "`");
  }

  @Test
  void hostile_identifiers_never_reach_the_database() {
    membersTable();
    for (String hostile :
        new String[] {
          "",
          " ",
          "members; drop table members",
          "members\"",
          "members--",
          "a.b",
          "1members",
          "members\u0000",
          "m\u00e9mbers",
          "m\uff0dx",
          "`members`",
          "x".repeat(64)
        }) {
      assertThatThrownBy(() -> binding("members").schema(hostile).table(hostile).build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("schema must be a plain SQL identifier");
      assertThatThrownBy(
              () ->
                  HostRoleTable.binding(jdbi, PROVIDER)
                      .table(hostile)
                      .userColumn(hostile)
                      .organizationColumn(hostile)
                      .roleColumn(hostile)
                      .build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("4 faults");
    }
    assertThat(database.column("select org from members")).isEmpty();
  }

  @Test
  void hostile_values_are_bound_and_never_read_as_sql() {
    RoleStore store = membersTable().insertMissingRows().build();
    String drop = "'; drop table members; --";
    MembershipKey key =
        new MembershipKey(PROVIDER, new OrganizationId(drop), new UserId("\" or 1 = 1 or \""));
    Role role = new Role(drop);

    store.swap(key, new Change(null, role));

    assertThat(store.find(key)).contains(role);
    assertThat(store.find(KEY)).isEmpty();
  }

  private HostRoleBinding membersTable() {
    database.run(
        "create table if not exists members (account varchar(255) not null,"
            + " org varchar(255) not null, app_role varchar(255), note varchar(9),"
            + " primary key (org, account))");
    return binding("members");
  }

  private HostRoleBinding binding(String table) {
    return HostRoleTable.binding(jdbi, PROVIDER)
        .table(table)
        .userColumn("account")
        .organizationColumn("org")
        .roleColumn("app_role");
  }
}
