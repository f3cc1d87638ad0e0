package dev.muster.jdbi;

import dev.muster.store.OrganizationTokenStore;
import dev.muster.testkit.contract.OrganizationTokenStoreContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One database for all tests of an engine. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("once")
class JdbiOrganizationTokenStoreContractTest extends OrganizationTokenStoreContract {
  private static TestDatabase database;

  JdbiOrganizationTokenStoreContractTest(Engine engine) {}

  @BeforeParameterizedClassInvocation
  static void install(Engine engine) {
    database = engine.installed();
  }

  @AfterParameterizedClassInvocation
  static void drop() {
    database.close();
  }

  @Override
  protected OrganizationTokenStore open() {
    return JdbiOrganizationTokenStore.on(database.dataSource());
  }
}
