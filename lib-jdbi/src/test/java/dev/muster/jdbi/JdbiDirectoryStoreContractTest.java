package dev.muster.jdbi;

import dev.muster.store.DirectoryStore;
import dev.muster.testkit.contract.DirectoryStoreContract;
import org.junit.jupiter.api.AfterEach;

class JdbiDirectoryStoreContractTest extends DirectoryStoreContract {
  private final TestDatabase database = TestDatabase.installed();

  @Override
  protected DirectoryStore open() {
    return JdbiDirectoryStore.on(database.dataSource());
  }

  @AfterEach
  void close() {
    database.close();
  }
}
