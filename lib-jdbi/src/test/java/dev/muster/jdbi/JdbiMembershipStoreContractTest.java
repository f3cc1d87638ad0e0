package dev.muster.jdbi;

import dev.muster.store.MembershipStore;
import dev.muster.testkit.contract.MembershipStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("once")
class JdbiMembershipStoreContractTest extends MembershipStoreContract {
  private final TestDatabase database;

  JdbiMembershipStoreContractTest(Engine engine) {
    database = engine.installed();
  }

  @Override
  protected MembershipStore open() {
    return JdbiMembershipStore.on(database.dataSource());
  }

  @AfterEach
  void close() {
    database.close();
  }
}
