package dev.muster.jdbi;

import dev.muster.name.MembershipKey;
import dev.muster.name.Role;
import dev.muster.store.RoleStore;
import dev.muster.testkit.contract.RoleStoreContract;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The three ways a host may keep roles. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
class HostRoleTableContractTest {
  private final Engine engine;

  HostRoleTableContractTest(Engine engine) {
    this.engine = engine;
  }

  abstract static class OnHostTable extends RoleStoreContract {
    final TestDatabase database;
    final Jdbi jdbi;

    OnHostTable(Engine engine) {
      database = engine.empty();
      jdbi = Jdbi.create(database.dataSource());
    }

    final HostRoleBinding binding(String roleColumn) {
      database.run(
          "create table members (id "
              + database.engine().identity()
              + ","
              + " account varchar(255) not null, org varchar(255) not null, "
              + roleColumn
              + ", unique (account, org))");
      return HostRoleTable.binding(jdbi, PROVIDER)
          .table("members")
          .userColumn("account")
          .organizationColumn("org")
          .roleColumn("app_role");
    }

    final void insert(MembershipKey key) {
      jdbi.useHandle(
          handle ->
              handle.execute(
                  "insert into members (account, org) values (?, ?)",
                  key.user().value(),
                  key.organization().value()));
    }

    @AfterEach
    final void close() {
      database.close();
    }
  }

  @Nested
  class RowsOfTheHost extends OnHostTable {
    RowsOfTheHost() {
      super(engine);
    }

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
    RowsOnDemand() {
      super(engine);
    }

    @Override
    protected RoleStore open() {
      return binding("app_role varchar(255)").insertMissingRows().build();
    }
  }

  @Nested
  class RowsWithAWordForNoRole extends OnHostTable {
    RowsWithAWordForNoRole() {
      super(engine);
    }

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
}
