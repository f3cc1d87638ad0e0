package dev.muster.jdbi;

import static dev.muster.jdbi.Members.PROVIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a role table must be, said at build. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("ROLE-6")
class HostRoleKeyBindingTest {
  private final Engine engine;
  private final TestDatabase database;

  HostRoleKeyBindingTest(Engine engine) {
    this.engine = engine;
    database = engine.empty();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_column_that_an_inserted_row_would_leave_out_is_a_fault() {
    database.run(
        "create table joined (account varchar(99), org varchar(99), app_role varchar(99),"
            + " since int not null, unique (account, org))");
    HostRoleBinding binding =
        HostRoleTable.binding(Jdbi.create(database.dataSource()), PROVIDER)
            .table("joined")
            .userColumn("account")
            .organizationColumn("org")
            .roleColumn("app_role");
    assertThat(binding.build()).isNotNull();
    assertThatThrownBy(() -> binding.insertMissingRows().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column `" + engine.spelled("since") + "` needs a default");
  }

  @Test
  void all_faults_of_a_role_table_are_told_at_once() {
    tables("varchar(9) not null");
    database.run("create table odd (id bigint, name char(9), account varchar(9))");

    assertThatThrownBy(() -> bound().roleTable("odd").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "5 faults",
            "`" + engine.spelled("role_id") + "` must allow NULL",
            "role name column `" + engine.spelled("name") + "` must be varying text");
    assertThatThrownBy(() -> bound().roleTable("odd").roleNameColumn("account").build())
        .hasMessageContainingAll(
            "4 faults",
            "but role key column `" + engine.spelled("id") + "` is ",
            "role key column `" + engine.spelled("id") + "` must be unique by constraint",
            "role name column `" + engine.spelled("account") + "` must be unique by constraint");
    assertThatThrownBy(
            () -> binding("members").organizationColumn("org").roleTable("roles").build())
        .hasMessageContainingAll("role key column is not set", "role name column is not set");
    assertThatThrownBy(
            () -> binding("members").organizationColumn("org").roleKeyColumn("id").build())
        .hasMessageContainingAll("role table is not set", "role name column is not set");
    assertThatThrownBy(() -> bound().roleTable("absent").build())
        .hasMessageContaining("role table `absent` is not there");
    assertThatThrownBy(() -> bound().roleKeyColumn("absent").roleNameColumn("nothing").build())
        .hasMessageContainingAll(
            "role key column `absent` is not there", "role name column `nothing` is not there");
    assertThatThrownBy(
            () -> bound().roleTable("members").roleKeyColumn("org").roleNameColumn("org").build())
        .hasMessageContaining("the role table is the bound table itself");
  }

  @Test
  void hostile_identifiers_never_reach_the_database() {
    tables("int");
    for (String hostile :
        new String[] {"", "roles; drop table roles", "roles\"", "a.b", "`roles`", "r\u00f4les"}) {
      assertThatThrownBy(
              () ->
                  bound().roleTable(hostile).roleKeyColumn(hostile).roleNameColumn(hostile).build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("3 faults")
          .hasMessageContaining("role table must be a plain SQL identifier");
    }
    assertThat(database.column("select name from roles where id < 9 order by id"))
        .containsExactly("admin", "member");
  }

  private void tables(String pointerType) {
    database.run(
        "create table roles (id int unique, name varchar(255) unique)",
        "insert into roles values (1, 'admin'), (2, 'member')",
        "create table members (account varchar(255) not null, org varchar(255) not null, role_id "
            + pointerType
            + ", primary key (org, account))");
  }

  private HostRoleBinding bound() {
    return binding("members")
        .organizationColumn("org")
        .roleTable("roles")
        .roleKeyColumn("id")
        .roleNameColumn("name");
  }

  private HostRoleBinding binding(String table) {
    return HostRoleTable.binding(Jdbi.create(database.dataSource()), PROVIDER)
        .table(table)
        .userColumn("account")
        .roleColumn("role_id");
  }
}
