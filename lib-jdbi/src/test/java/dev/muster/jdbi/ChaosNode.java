package dev.muster.jdbi;

import dev.muster.Muster;
import dev.muster.audit.MusterEvent;
import dev.muster.feed.EventFeed;
import dev.muster.feed.FeedEvent;
import dev.muster.feed.FeedSettings;
import dev.muster.membership.Freshness;
import dev.muster.role.RoleMap;
import dev.muster.testkit.gateway.Patience;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * One node of a host in this process: a Muster with a feed, whose database connection can be killed
 * in the middle of a batch.
 */
final class ChaosNode {
  static final Duration BOUND = Duration.ofSeconds(2);

  // A turn that takes longer than the lease gives the lead away: long enough for a busy machine.
  static final FeedSettings SETTINGS =
      FeedSettings.standard()
          .withPollInterval(Duration.ofMillis(100))
          .withPage(20)
          .withOverlap(10, Duration.ofSeconds(5))
          .withLease(Duration.ofMillis(2500))
          .withLogInterval(Duration.ofMillis(50));

  private final TestDatabase database;
  private final AtomicReference<Runnable> onKill = new AtomicReference<>();
  private final AtomicReference<String> killAt = new AtomicReference<>("");
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(3);
  private final Muster muster;
  private final AutoCloseable running;

  ChaosNode(TestDatabase database, ChaosProvider provider, Consumer<FeedEvent> heard) {
    this.database = database;
    DataSource own = killable(database.pooledSession("&ApplicationName=node"));
    this.muster =
        Muster.builder()
            .provider(provider.fake())
            .roles(RoleMap.builder().role("admin").role("member").build())
            .deadline(Patience.LONG)
            .memberships(JdbiMembershipStore.on(own))
            .directory(JdbiDirectoryStore.on(own))
            .freshness(Freshness.within(BOUND))
            .changeLog(JdbiChangeLog.on(own), PostgresBus.on(listening(database)))
            .eventFeed(JdbiFeedStore.on(own), SETTINGS)
            .events(provider.log())
            .walks(JdbiWalkStore.on(own), provider.fake().directoryWalk())
            .listener(
                event -> {
                  if (event instanceof MusterEvent.OfFeed of) {
                    heard.accept(of.event());
                  }
                })
            .build();
    this.running = feed().run(scheduler);
  }

  static DataSource listening(TestDatabase database) {
    return database.session("&ApplicationName=listener");
  }

  Muster muster() {
    return muster;
  }

  EventFeed feed() {
    return muster.eventFeed().orElseThrow();
  }

  /**
   * The next transaction that comes to a statement with this word, or to its commit, loses its
   * connection there.
   */
  void killAt(String word, Runnable then) {
    onKill.set(then);
    killAt.set(word);
  }

  /** The process is gone, and has given nothing back. */
  void drop() {
    scheduler.shutdownNow();
    muster.close();
  }

  /** At the end of the test, what a dead process leaves to the system. */
  void release() {
    drop();
    try {
      running.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private DataSource killable(DataSource source) {
    return (DataSource)
        Proxy.newProxyInstance(
            ChaosNode.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> {
              try {
                Object answer = method.invoke(source, arguments);
                return answer instanceof Connection connection ? killable(connection) : answer;
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  private Connection killable(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            ChaosNode.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, arguments) -> {
              String at = killAt.get();
              boolean here =
                  !at.isEmpty()
                      && (method.getName().equals(at)
                          || (method.getName().equals("prepareStatement")
                              && ((String) arguments[0]).contains(at)
                              && !connection.getAutoCommit()));
              if (here && killAt.compareAndSet(at, "")) {
                kill(connection);
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  private void kill(Connection connection) throws SQLException {
    int pid = connection.unwrap(PGConnection.class).getBackendPID();
    database.run("select pg_terminate_backend(" + pid + ")");
    onKill.get().run();
  }
}
