package dev.muster.jdbi;

import dev.muster.store.MembershipStore;
import dev.muster.testkit.contract.MembershipStoreContract;
import org.junit.jupiter.api.AfterEach;

class JdbiMembershipStoreContractTest extends MembershipStoreContract {
  private final TestDatabase database = TestDatabase.installed();

  @Override
  protected MembershipStore open() {
    return JdbiMembershipStore.on(database.dataSource());
  }

  @AfterEach
  void close() {
    database.close();
  }
}
