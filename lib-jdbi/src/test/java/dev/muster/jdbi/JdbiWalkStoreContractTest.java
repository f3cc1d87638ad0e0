package dev.muster.jdbi;

import dev.muster.testkit.contract.FeedUnderTest;
import dev.muster.testkit.contract.WalkStoreContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One database for all tests of an engine. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("once")
class JdbiWalkStoreContractTest extends WalkStoreContract {
  private static TestDatabase database;

  JdbiWalkStoreContractTest(Engine engine) {}

  @BeforeParameterizedClassInvocation
  static void install(Engine engine) {
    database = engine.installed();
  }

  @AfterParameterizedClassInvocation
  static void drop() {
    database.close();
  }

  @Override
  protected FeedUnderTest open() {
    return FeedStages.on(database);
  }
}
