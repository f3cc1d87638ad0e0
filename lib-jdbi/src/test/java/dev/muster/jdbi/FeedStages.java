package dev.muster.jdbi;

import dev.muster.testkit.contract.FeedUnderTest;
import javax.sql.DataSource;

/** All stores of one database. */
final class FeedStages {
  private FeedStages() {}

  static FeedUnderTest on(TestDatabase database) {
    DataSource source = database.dataSource();
    return new FeedUnderTest(
        JdbiFeedStore.on(source),
        JdbiWalkStore.on(source),
        JdbiChangeLog.on(source),
        JdbiMembershipStore.on(source),
        JdbiDirectoryStore.on(source),
        JdbiOrganizationTokenStore.on(source),
        JdbiChangeStore.on(source));
  }
}
