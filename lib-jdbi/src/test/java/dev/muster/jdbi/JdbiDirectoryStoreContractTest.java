package dev.muster.jdbi;

import dev.muster.store.DirectoryStore;
import dev.muster.testkit.contract.DirectoryStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("once")
class JdbiDirectoryStoreContractTest extends DirectoryStoreContract {
  private final TestDatabase database;

  JdbiDirectoryStoreContractTest(Engine engine) {
    database = engine.installed();
  }

  @Override
  protected DirectoryStore open() {
    return JdbiDirectoryStore.on(database.dataSource());
  }

  @AfterEach
  void close() {
    database.close();
  }
}
