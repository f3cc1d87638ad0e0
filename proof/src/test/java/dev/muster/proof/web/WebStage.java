package dev.muster.proof.web;

import dev.muster.Muster;
import dev.muster.audit.EntryEvent;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.Decision;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.role.RoleMap;
import dev.muster.servlet.MusterWeb;
import dev.muster.servlet.Routes;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.mint.CookieMinter;
import dev.muster.testkit.mint.OrganizationTokenMinter;
import dev.muster.token.TokenSettings;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * Ann is a member of acme and not of beta, and a host of hers runs on Jetty, registered at once.
 */
final class WebStage implements AutoCloseable {
  static final String FOREIGN = "Origin: https://evil.example";
  private static final ProviderInstance FAKE = new ProviderInstance("fake");
  private static final RoleSlug MEMBER = new RoleSlug("member");
  private static final TokenSettings TOKENS = TokenSettings.of("acme_org_");

  final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  final FakeIdentityProvider provider = FakeIdentityProvider.builder(FAKE).clock(clock).build();
  final AtomicInteger handled = new AtomicInteger();
  private final DirectoryStore directory = new InMemoryDirectoryStore(clock);
  private final OrganizationTokenStore tokens = new InMemoryOrganizationTokenStore(clock);
  private final BlockingQueue<MusterEvent> events = new LinkedBlockingQueue<>();
  final Muster muster =
      Muster.builder()
          .provider(provider)
          .roles(RoleMap.builder().role("admin").role("member").build())
          .directory(directory)
          .sessions(provider, SignIn.settings())
          .organizationTokens(tokens, TOKENS)
          .clocks(clock, () -> clock.instant().toEpochMilli() * 1_000_000)
          .listener(events::add)
          .build();
  final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  final OrganizationId acme = organization("acme");
  final OrganizationId beta = organization("beta");
  final String cookie;
  private @Nullable Server server;
  private int port;

  WebStage() {
    provider.dashboard().join(acme, ann, MEMBER);
    CookieMinter cookies = CookieMinter.of(muster, provider);
    cookie = "Cookie: " + cookies.header(cookies.valid(ann)).reveal();
  }

  private OrganizationId organization(String slug) {
    var organization = provider.dashboard().createOrganization(slug);
    directory.add(FAKE, new DirectoryStore.Entry(organization, new OrganizationSlug(slug)));
    return organization.id();
  }

  /** A header with an organization token of Ann's. */
  String token() {
    OrganizationTokenMinter minter = OrganizationTokenMinter.of(muster, tokens, TOKENS);
    return "Authorization: " + minter.header(minter.valid(ann, acme)).reveal();
  }

  /** What a handler does. */
  interface Handling {
    void handle(HttpServletRequest request, HttpServletResponse response) throws Exception;
  }

  /** A handler that is counted. */
  HttpServlet servlet(Handling handling) {
    return new Handler(handling);
  }

  /** Starts the host with one handler for everything. */
  WebStage start(Routes.Builder routes, Handling handling) throws Exception {
    return start("", routes, handling, context -> {});
  }

  /** Starts the host under a context path, with what is there before the registration. */
  WebStage start(
      String contextPath, Routes.Builder routes, Handling handling, Consumer<ServletContext> before)
      throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath(contextPath.isEmpty() ? "/" : contextPath);
    return start(context, routes, handling, before);
  }

  /** Starts the host in a context of the test's own. */
  WebStage start(ServletContextHandler context, Routes.Builder routes, Handling handling)
      throws Exception {
    return start(context, routes, handling, container -> {});
  }

  private WebStage start(
      ServletContextHandler context,
      Routes.Builder routes,
      Handling handling,
      Consumer<ServletContext> before)
      throws Exception {
    ServletHolder servlet = new ServletHolder(servlet(handling));
    servlet.setAsyncSupported(true);
    context.addServlet(servlet, "/*");
    context.addServletContainerInitializer(
        (classes, container) -> {
          before.accept(container);
          MusterWeb.of(muster, routes).install(container);
        });
    return serve(context);
  }

  /** Starts a context in which everything is registered already. */
  WebStage serve(ServletContextHandler context) throws Exception {
    server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
    port = connector.getLocalPort();
    events.clear();
    return this;
  }

  /** Sends a request line without its version, with header lines. */
  RawAnswer send(String request, String... headerLines) throws IOException {
    return sendAt("notes.example", request, headerLines);
  }

  /** Sends it to a host name. */
  RawAnswer sendAt(String host, String request, String... headerLines) throws IOException {
    List<String> lines = new ArrayList<>(List.of("Host: " + host));
    lines.addAll(List.of(headerLines));
    return RawAnswer.of(port, request, lines);
  }

  /** What was told since the last time: outcomes of checks, and what was at the entry. */
  List<String> told() {
    List<MusterEvent> heard = new ArrayList<>();
    events.drainTo(heard);
    return inWords(heard);
  }

  /** The same, after waiting for so many events: an answer may be sent before all is over. */
  List<String> told(int events) throws InterruptedException {
    List<MusterEvent> heard = new ArrayList<>();
    while (inWords(heard).size() < events) {
      MusterEvent event = this.events.poll(30, TimeUnit.SECONDS);
      if (event == null) {
        break;
      }
      heard.add(event);
    }
    this.events.drainTo(heard);
    return inWords(heard);
  }

  private static List<String> inWords(List<MusterEvent> heard) {
    List<String> told = new ArrayList<>();
    for (MusterEvent event : heard) {
      if (event instanceof MusterEvent.Decided decided) {
        told.add(inWords(decided.decision()));
      } else if (event instanceof MusterEvent.AtEntry entry) {
        told.add(
            entry.event() instanceof EntryEvent.Refused refused
                ? "refused " + refused.problem().code()
                : entry.event().toString());
      }
    }
    return told;
  }

  private static String inWords(Decision decision) {
    return decision.fold(
        granted -> "granted",
        denied -> "denied " + denied.reason().problem().code(),
        undecided -> "undecided");
  }

  @Override
  public void close() {
    try {
      if (server != null) {
        server.stop();
      }
    } catch (Exception stuck) {
      throw new IllegalStateException("the server does not stop", stuck);
    }
    muster.close();
  }

  private final class Handler extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient Handling handling;

    Handler(Handling handling) {
      this.handling = handling;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      handled.incrementAndGet();
      try {
        handling.handle(request, response);
      } catch (RuntimeException | IOException thrown) {
        throw thrown;
      } catch (Exception thrown) {
        throw new IOException(thrown);
      }
    }
  }
}
