package dev.muster.examples.notes;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.audit.MusterListener;
import dev.muster.decision.Requirement;
import dev.muster.jdbi.JdbiMembershipStore;
import dev.muster.lifecycle.Lifecycle;
import dev.muster.role.RoleDrift;
import dev.muster.servlet.FilterMounting;
import dev.muster.servlet.MusterFilter;
import dev.muster.servlet.Routes;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.time.InstantSource;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
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
    Routes routes = NotesRoutes.routes();
    JdbiMembershipStore mirror = JdbiMembershipStore.on(jdbi);
    MusterBuilder builder =
        NotesMuster.builder(settings.onPort(port), provider, listener, clock, jdbi, mirror, routes);
    if (feed != null) {
      feed.wire(builder, settings, database);
    }
    Muster muster = builder.build();
    NotesTable notes = new NotesTable(database, mirror);
    server.setHandler(handler(muster, routes, notes));
    server.start();
    return new NotesService(database, muster, NotesFollowing.of(muster), notes, server, port);
  }

  private static ServletContextHandler handler(Muster muster, Routes routes, NotesTable table) {
    ServletContextHandler context = new ServletContextHandler();
    FilterHolder filter =
        new FilterHolder(new MusterFilter(muster, routes, FilterMounting.everywhere()));
    filter.setAsyncSupported(true);
    context.addFilter(filter, "/*", EnumSet.allOf(DispatcherType.class));
    ServletHolder account =
        new ServletHolder(new AccountServlet(muster, muster.sessions().orElseThrow()));
    for (String path : new String[] {"/login", "/callback", "/logout", "/me"}) {
      context.addServlet(account, path);
    }
    ServletHolder organizations =
        new ServletHolder(
            new OrganizationServlet(
                muster.organizationCreation().orElseThrow(),
                muster.organizationSwitch().orElseThrow()));
    context.addServlet(organizations, "/organizations/*");
    ServletHolder slugs =
        new ServletHolder(
            new SlugServlet(muster.scopeNames(Requirement.atLeast(NotesRoutes.ADMIN))));
    context.addServlet(slugs, "/me/slug");
    context.addServlet(slugs, "/slugs/*");
    ServletHolder notes = new ServletHolder(new NotesServlet(table));
    context.addServlet(notes, "/orgs/*");
    context.addServlet(notes, "/home");
    context.addServlet(notes, "/notes");
    muster
        .eventFeed()
        .ifPresent(feed -> context.addServlet(new ServletHolder(new FeedServlet(feed)), "/feed"));
    ServletHolder tokens =
        new ServletHolder(new TokenServlet(muster.organizationTokens().orElseThrow()));
    context.addServlet(tokens, "/tokens/*");
    Lifecycle lifecycle = muster.lifecycle().orElseThrow();
    ServletHolder members = new ServletHolder(new MemberServlet(lifecycle.members()));
    context.addServlet(members, "/members/*");
    context.addServlet(members, "/leave/*");
    ServletHolder invitations =
        new ServletHolder(new InvitationServlet(lifecycle.invitations().orElseThrow()));
    context.addServlet(invitations, "/invitations/*");
    context.addServlet(invitations, "/accept/*");
    return context;
  }

  /**
   * Where the service listens.
   *
   * @return its address
   */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
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
