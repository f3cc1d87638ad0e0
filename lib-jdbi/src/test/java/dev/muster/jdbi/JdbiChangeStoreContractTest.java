package dev.muster.jdbi;

import dev.muster.testkit.contract.ChangeStoreContract;
import dev.muster.testkit.contract.ChangesUnderTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One database for all tests of an engine. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("once")
class JdbiChangeStoreContractTest extends ChangeStoreContract {
  private static TestDatabase database;

  JdbiChangeStoreContractTest(Engine engine) {}

  @BeforeParameterizedClassInvocation
  static void install(Engine engine) {
    database = engine.installed();
  }

  @AfterParameterizedClassInvocation
  static void drop() {
    database.close();
  }

  @Override
  protected ChangesUnderTest open() {
    return new ChangesUnderTest(
        JdbiChangeStore.on(database.dataSource()),
        JdbiMembershipStore.on(database.dataSource()),
        JdbiDirectoryStore.on(database.dataSource()),
        JdbiOrganizationTokenStore.on(database.dataSource()));
  }
}
