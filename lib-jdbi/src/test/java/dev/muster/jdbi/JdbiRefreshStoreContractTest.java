package dev.muster.jdbi;

import dev.muster.store.RefreshStore;
import dev.muster.testkit.contract.RefreshStoreContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One database for all tests of an engine. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("once")
class JdbiRefreshStoreContractTest extends RefreshStoreContract {
  private static TestDatabase database;

  JdbiRefreshStoreContractTest(Engine engine) {}

  @BeforeParameterizedClassInvocation
  static void install(Engine engine) {
    database = engine.installed();
  }

  @AfterParameterizedClassInvocation
  static void drop() {
    database.close();
  }

  @Override
  protected RefreshStore open() {
    return JdbiRefreshStore.on(database.dataSource());
  }

  @Override
  protected int rows() {
    return database.column("select token_hash from muster_refresh").size();
  }
}
