package dev.muster.jdbi;

import dev.muster.store.RoleStore;
import dev.muster.testkit.contract.RoleStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("once")
class JdbiRoleStoreContractTest extends RoleStoreContract {
  private final TestDatabase database;

  JdbiRoleStoreContractTest(Engine engine) {
    database = engine.installed();
  }

  @Override
  protected RoleStore open() {
    return JdbiRoleStore.on(database.dataSource());
  }

  @AfterEach
  void close() {
    database.close();
  }
}
