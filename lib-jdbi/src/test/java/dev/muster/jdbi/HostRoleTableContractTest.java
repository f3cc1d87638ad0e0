package dev.muster.jdbi;

import dev.muster.name.MembershipKey;
import dev.muster.name.Role;
import dev.muster.store.RoleStore;
import dev.muster.testkit.contract.RoleStoreContract;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The ways a host may keep roles. One database for all tests of an engine, tables for each. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("once")
class HostRoleTableContractTest {
  private static final AtomicInteger TABLES = new AtomicInteger();
  private static TestDatabase database;
  private static Jdbi jdbi;

  HostRoleTableContractTest(Engine engine) {}

  @BeforeParameterizedClassInvocation
  static void create(Engine engine) {
    database = engine.empty();
    jdbi = Jdbi.create(database.dataSource());
  }

  @AfterParameterizedClassInvocation
  static void drop() {
    database.close();
  }

  abstract static class OnHostTable extends RoleStoreContract {
    private final int number = TABLES.incrementAndGet();
    final String members = "members_" + number;
    final String roles = "roles_" + number;

    final HostRoleBinding binding(String roleColumn) {
      database.run(
          "create table "
              + members
              + " (id "
              + database.engine().identity()
              + ","
              + " account varchar(255) not null, org varchar(255) not null, "
              + roleColumn
              + ", unique (account, org))");
      return HostRoleTable.binding(jdbi, PROVIDER)
          .table(members)
          .userColumn("account")
          .organizationColumn("org")
          .roleColumn("app_role");
    }

    final void insert(MembershipKey key) {
      jdbi.useHandle(
          handle ->
              handle.execute(
                  "insert into " + members + " (account, org) values (?, ?)",
                  key.user().value(),
                  key.organization().value()));
    }
  }

  @Nested
  class RowsOfTheHost extends OnHostTable {
    @Override
    protected RoleStore open() {
      return binding("app_role varchar(255)").build();
    }

    @Override
    protected void prepare(MembershipKey key) {
      insert(key);
    }
  }

  @Nested
  class RowsOnDemand extends OnHostTable {
    @Override
    protected RoleStore open() {
      return binding("app_role varchar(255)").insertMissingRows().build();
    }
  }

  @Nested
  class RowsWithAWordForNoRole extends OnHostTable {
    @Override
    protected RoleStore open() {
      return binding("app_role varchar(255) default 'none' not null")
          .noRoleWrittenAs(new Role("none"))
          .build();
    }

    @Override
    protected void prepare(MembershipKey key) {
      insert(key);
    }
  }

  @Nested
  class RowsWithLittleRoom extends OnHostTable {
    @Override
    protected RoleStore open() {
      return binding("app_role varchar(10)").insertMissingRows().build();
    }
  }

  @Nested
  class KeysOfARoleTable extends OnHostTable {
    @Override
    protected RoleStore open() {
      database.run(
          "create table "
              + roles
              + " (id "
              + database.engine().identity()
              + ", name varchar(255) not null unique)");
      return keyed(binding("app_role bigint references " + roles + " (id)"));
    }

    HostRoleTable keyed(HostRoleBinding binding) {
      return binding.roleTable(roles).roleKeyColumn("id").roleNameColumn("name").build();
    }

    @Override
    protected void prepareRoles(Set<Role> names) {
      for (Role role : names) {
        jdbi.useHandle(
            handle -> handle.execute("insert into " + roles + " (name) values (?)", role.value()));
      }
    }

    @Override
    protected void prepare(MembershipKey key) {
      insert(key);
    }
  }

  @Nested
  class KeysOnDemandWithAWordForNoRole extends KeysOfARoleTable {
    @Override
    protected RoleStore open() {
      database.run(
          "create table " + roles + " (id uuid primary key, name varchar(255) not null unique)",
          "insert into " + roles + " values ('00000000-0000-0000-0000-000000000000', 'none')");
      return keyed(
          binding("app_role uuid not null").noRoleWrittenAs(new Role("none")).insertMissingRows());
    }

    @Override
    protected void prepareRoles(Set<Role> names) {
      for (Role role : names) {
        jdbi.useHandle(
            handle ->
                handle.execute(
                    "insert into " + roles + " values (?, ?)", UUID.randomUUID(), role.value()));
      }
    }

    @Override
    protected void prepare(MembershipKey key) {}
  }
}
