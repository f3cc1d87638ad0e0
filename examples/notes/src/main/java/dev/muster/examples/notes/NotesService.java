package dev.muster.examples.notes;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Muster;
import dev.muster.audit.MusterListener;
import dev.muster.decision.Requirement;
import dev.muster.jdbi.HostRoleTable;
import dev.muster.jdbi.JdbiDirectoryStore;
import dev.muster.jdbi.JdbiMembershipStore;
import dev.muster.jdbi.MusterSchema;
import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.SessionProvider;
import dev.muster.role.RoleDrift;
import dev.muster.role.RoleMap;
import dev.muster.servlet.MusterFilter;
import dev.muster.servlet.RouteOptions;
import dev.muster.servlet.Routes;
import dev.muster.session.SessionSettings;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Objects;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jdbi.v3.core.Jdbi;

/** The service: Jetty, a connection pool, a Muster, the notes. Bound to the loopback address. */
public final class NotesService implements AutoCloseable {
  /** The role that may administer notes. */
  public static final Role ADMIN = new Role("admin");

  private static final Permission DELETE = new Permission("notes:delete");
  private static final Permission WRITE = new Permission("notes:write");

  private final HikariDataSource database;
  private final Muster muster;
  private final NotesTable notes;
  private final Server server;
  private final int port;

  private NotesService(
      HikariDataSource database, Muster muster, NotesTable notes, Server server, int port) {
    this.database = database;
    this.muster = muster;
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
   * @param <P> a provider with sessions that lets organizations be made
   * @return the running service
   * @throws Exception if a part does not start
   */
  public static <P extends IdentityProvider & SessionProvider & OrganizationAdministration>
      NotesService start(
          Settings settings, P provider, MusterListener listener, InstantSource clock)
          throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(settings.port());
    connector.open();
    server.addConnector(connector);
    int port = connector.getLocalPort();

    HikariDataSource database = database(settings);
    Jdbi jdbi = Jdbi.create(database);
    Routes routes = routes();
    JdbiMembershipStore mirror = JdbiMembershipStore.on(jdbi);
    Muster muster = muster(settings.onPort(port), provider, listener, clock, jdbi, mirror, routes);
    NotesTable notes = new NotesTable(database, mirror);
    server.setHandler(handler(muster, routes, notes));
    server.start();
    return new NotesService(database, muster, notes, server, port);
  }

  private static HikariDataSource database(Settings settings) throws IOException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.dbUser());
    config.setPassword(settings.dbPassword());
    HikariDataSource database = new HikariDataSource(config);
    MusterSchema.install(database);
    try (InputStream sql =
        Objects.requireNonNull(NotesService.class.getResourceAsStream("/notes.sql"), "notes.sql")) {
      String script = new String(sql.readAllBytes(), StandardCharsets.UTF_8);
      Jdbi.create(database).useHandle(handle -> handle.createScript(script).execute());
    }
    return database;
  }

  private static <P extends IdentityProvider & SessionProvider & OrganizationAdministration>
      Muster muster(
          Settings settings,
          P provider,
          MusterListener listener,
          InstantSource clock,
          Jdbi jdbi,
          JdbiMembershipStore mirror,
          Routes routes) {
    SessionSettings sessions =
        SessionSettings.builder()
            .key(settings.sealKey())
            .redirectUri(URI.create("http://127.0.0.1:" + settings.port() + "/callback"))
            .home("/me")
            .organizationIn(routes::organizationIn)
            .build();
    RoleMap roles =
        RoleMap.builder()
            .role("admin", DELETE.value(), WRITE.value())
            .role("member", WRITE.value())
            .build();
    return Muster.builder()
        .provider(provider)
        .roles(roles)
        .memberships(mirror)
        .directory(JdbiDirectoryStore.on(jdbi))
        .roleStore(
            HostRoleTable.binding(jdbi, provider.instance())
                .table("members")
                .organizationColumn("organization_id")
                .userColumn("user_id")
                .roleColumn("role")
                .insertMissingRows()
                .build())
        .sessions(provider, sessions)
        .organizationCreation(provider, new RoleSlug("admin"))
        .listener(listener)
        .organizationRefresh(settings.organizationRefresh())
        .clocks(clock, System::nanoTime)
        .build();
  }

  private static Routes routes() {
    return Routes.builder()
        .publicPath("/login")
        .publicPath("/callback")
        .publicPath("/logout")
        .route("GET", "/me", Requirement.signedIn(), RouteOptions.strict().orOfSession())
        .route("POST", "/organizations", Requirement.signedIn())
        .route("POST", "/organizations/{organization}/switch", Requirement.member())
        .route("GET", "/notes", Requirement.member())
        .route(
            "GET",
            "/home",
            Requirement.member(),
            RouteOptions.strict().orOfSessionElseTheOnlyOther())
        .route("GET", "/orgs/{organization}/notes", Requirement.member().orPersonal())
        .route("POST", "/orgs/{organization}/notes", Requirement.permits(WRITE).orPersonal())
        .route(
            "DELETE", "/orgs/{organization}/notes/{note}", Requirement.permits(DELETE).orPersonal())
        .route("POST", "/me/slug", Requirement.signedIn())
        .route("POST", "/slugs/{organization}", Requirement.member().orPersonal())
        .build();
  }

  private static ServletContextHandler handler(Muster muster, Routes routes, NotesTable table) {
    ServletContextHandler context = new ServletContextHandler();
    FilterHolder filter = new FilterHolder(new MusterFilter(muster, routes));
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
        new ServletHolder(new SlugServlet(muster.scopeNames(Requirement.atLeast(ADMIN))));
    context.addServlet(slugs, "/me/slug");
    context.addServlet(slugs, "/slugs/*");
    ServletHolder notes = new ServletHolder(new NotesServlet(table));
    context.addServlet(notes, "/orgs/*");
    context.addServlet(notes, "/home");
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
    } catch (Exception stuck) {
      throw new IllegalStateException("the server does not stop", stuck);
    } finally {
      muster.close();
      database.close();
    }
  }
}
