package dev.muster.examples.notes;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.audit.MusterListener;
import dev.muster.jdbi.JdbiMembershipStore;
import dev.muster.role.RoleDrift;
import dev.muster.servlet.Routes;
import java.net.URI;
import java.time.InstantSource;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The service: Jetty, a connection pool, a Muster, the notes. Bound to the loopback address. */
public final class NotesService implements AutoCloseable {
  private final HikariDataSource database;
  private final Muster muster;
  private final AutoCloseable following;
  private final NotesTable notes;
  private final Server server;
  private final int port;

  private NotesService(
      HikariDataSource database,
      Muster muster,
      AutoCloseable following,
      NotesTable notes,
      Server server,
      int port) {
    this.database = database;
    this.muster = muster;
    this.following = following;
    this.notes = notes;
    this.server = server;
    this.port = port;
  }

  /**
   * Starts the service.
   *
   * @param settings where and on what
   * @param provider the identity provider
   * @param listener hears what Muster does
   * @param clock the wall clock
   * @return the running service
   * @throws Exception if a part does not start
   */
  public static NotesService start(
      Settings settings, NotesProvider provider, MusterListener listener, InstantSource clock)
      throws Exception {
    return start(settings, provider, listener, clock, null);
  }

  /**
   * Starts the service as one node of several.
   *
   * @param settings where and on what
   * @param provider the identity provider
   * @param listener hears what Muster does
   * @param clock the wall clock
   * @param feed how it follows the provider's events; null for a single node, which asks
   * @return the running service
   * @throws Exception if a part does not start
   */
  public static NotesService start(
      Settings settings,
      NotesProvider provider,
      MusterListener listener,
      InstantSource clock,
      @Nullable NotesFeed feed)
      throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(settings.port());
    connector.open();
    server.addConnector(connector);
    int port = connector.getLocalPort();

    HikariDataSource database = NotesDatabase.open(settings);
    Jdbi jdbi = Jdbi.create(database);
    Routes routes = NotesRoutes.routes().build();
    JdbiMembershipStore mirror = JdbiMembershipStore.on(jdbi);
    TraceListener trace = new TraceListener(listener, clock);
    MusterBuilder builder =
        NotesMuster.builder(settings.onPort(port), provider, trace, clock, jdbi, mirror, routes);
    if (feed != null) {
      feed.wire(builder, settings, provider, database);
    }
    Muster muster = builder.build();
    NotesTable notes = new NotesTable(database, mirror);
    server.setHandler(NotesWeb.handler(muster, notes, trace));
    server.start();
    return new NotesService(database, muster, NotesFollowing.of(muster), notes, server, port);
  }

  /**
   * Where the service listens.
   *
   * @return its address
   */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** What decides, for whoever signs people in beside the service. */
  Muster muster() {
    return muster;
  }

  /**
   * An operator's report.
   *
   * @return how many notes there are, of everybody
   */
  public long notesOfAll() {
    return notes.countAll();
  }

  /**
   * An operator's view of the role column.
   *
   * @return what compares it with the provider, and corrects it
   */
  public RoleDrift roleDrift() {
    return muster.roleDrift();
  }

  @Override
  public void close() {
    try {
      server.stop();
      following.close();
    } catch (Exception stuck) {
      throw new IllegalStateException("the service does not stop", stuck);
    } finally {
      muster.close();
      database.close();
    }
  }
}
