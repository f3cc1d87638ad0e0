package dev.muster.testkit.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Problem;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.oidc.BearerTokens;
import dev.muster.role.RoleMap;
import dev.muster.session.Credential;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.gateway.Patience;
import dev.muster.testkit.mint.AccessTokenMinter;
import dev.muster.testkit.mint.CookieMinter;
import dev.muster.testkit.mint.OrganizationTokenMinter;
import dev.muster.token.TokenSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A host by hand, on the JDK's own server, that does what it is told to do wrong. */
final class CarelessHost implements AutoCloseable {
  static {
    // Else the server's answers wait for the client's acknowledgement, 40 ms each.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final TokenSettings TOKENS = TokenSettings.of("careless_").withCap(50);

  final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake"))
          .clock(InstantSource.system())
          .build();
  final AccessTokenMinter minter =
      AccessTokenMinter.of("https://issuer.example", "notes", InstantSource.system());

  private final AtomicLong handled = new AtomicLong();
  private final AtomicLong named = new AtomicLong();
  private final Set<String> cut = ConcurrentHashMap.newKeySet();
  private final Set<Carelessness> careless;
  private final CarelessNotes notes;
  private final CarelessJudgement judgement;
  private final CarelessCookies cookies;
  private final HttpServer server;
  private final URI uri;
  private final Muster muster;
  private final OrganizationTokenMinter tokens;
  private volatile boolean uuids;

  CarelessHost(Set<Carelessness> careless) throws IOException {
    this.careless = careless;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    InMemoryOrganizationTokenStore store =
        new InMemoryOrganizationTokenStore(InstantSource.system());
    muster =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("admin", Asked.DELETE.value()).role("member").build())
            .deadline(Patience.LONG)
            .accessTokens(BearerTokens.of(minter.verifier()))
            .organizationTokens(store, TOKENS)
            .sessions(
                provider,
                SessionSettings.builder()
                    .key(SealKey.random(new SecureRandom()))
                    .redirectUri(uri.resolve("/callback"))
                    .build())
            .build();
    tokens = OrganizationTokenMinter.of(muster, store, TOKENS);
    notes = new CarelessNotes(careless);
    cookies = new CarelessCookies(careless, muster.sessions().orElseThrow());
    judgement = new CarelessJudgement(careless, muster, provider, minter, notes);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return uri;
  }

  long handled() {
    return handled.get();
  }

  /** A check of it by the tokens of its issuer. */
  MusterConformance byTokens() {
    return by(ConformanceHost.ofTokens(provider, minter)).routes(CarelessRoutes.all(notes));
  }

  /** A check of it by cookies that are minted. */
  MusterConformance byCookies() {
    return by(ConformanceHost.ofCookies(provider, cookieMinter()))
        .routes(CarelessRoutes.all(notes));
  }

  /** A check of it by cookies that browsers get and keep. */
  MusterConformance byBrowsers() {
    return by(ConformanceHost.ofBrowsers(provider, uri.resolve("/login"), cookieMinter()))
        .routes(CarelessRoutes.all(notes));
  }

  private CookieMinter cookieMinter() {
    return CookieMinter.of(muster, provider);
  }

  MusterConformance by(ConformanceHost signIn) {
    return MusterConformance.of(uri)
        .host(new CarelessSignIn(signIn, this::nameOf, tokens))
        .handled(this::handled)
        .deadline(Patience.LONG);
  }

  CarelessNotes notes() {
    return notes;
  }

  private String nameOf(UserId user) {
    OrganizationSlug slug = new OrganizationSlug("person-" + named.incrementAndGet());
    var unused =
        muster
            .scopeNames(Requirement.permits(Asked.DELETE))
            .rename(
                muster.require(AccessCheck.of(muster.vouchedByHost(user), Requirement.signedIn())),
                slug,
                false);
    judgement.met(slug.value());
    return slug.value();
  }

  private void handle(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    Reply reply =
        switch (path) {
          case "/login" -> cookies.login();
          case "/callback" -> cookies.callback(exchange);
          default -> protectedRoute(exchange, path);
        };
    if (reply.equals(Reply.STALLED) || reply.equals(Reply.ENDLESS)) {
      Reply.begin(exchange, reply.equals(Reply.ENDLESS));
      return;
    }
    try (exchange) {
      if (!reply.equals(Reply.CUT)) {
        reply.send(exchange, careless);
      }
    }
  }

  /** Its organizations are named by UUIDs from now on, and by nothing else. */
  CarelessHost namingByUuids() {
    uuids = true;
    return this;
  }

  private Reply protectedRoute(HttpExchange exchange, String given) {
    String path = uuids ? CarelessUuids.byId(given, provider) : given;
    if (path == null) {
      return Reply.of(Problem.SELECTOR_CONFLICT);
    }
    if (careless.contains(Carelessness.RUNS_THE_HANDLER_FIRST)) {
      handled.incrementAndGet();
    }
    Credential credential = credential(exchange);
    boolean foreign =
        !exchange.getRequestMethod().equals("GET")
            && credential instanceof Credential.Cookie
            && "cross-site".equals(exchange.getRequestHeaders().getFirst("Sec-Fetch-Site"));
    String header = exchange.getRequestHeaders().getFirst("X-Organization");
    Asked asked = Asked.of(exchange.getRequestMethod(), path, header, credential, foreign);
    Reply reply = asked == null ? Reply.NOTHING_HERE : judgement.reply(asked);
    boolean counts = !careless.contains(Carelessness.COUNTS_NOTHING);
    if (reply.status() < 300 && counts) {
      handled.incrementAndGet();
    }
    if (reply.code().equals("insufficient_role")
        && careless.contains(Carelessness.RUNS_AND_CUTS_ONCE)
        && cut.add(path + exchange.getRequestHeaders().getFirst("Authorization"))) {
      handled.incrementAndGet();
      return Reply.CUT;
    }
    return reply;
  }

  private Credential credential(HttpExchange exchange) {
    List<String> authorization =
        exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
    return Credential.of(authorization, cookies.of(exchange));
  }

  @Override
  public void close() {
    server.stop(0);
    muster.close();
  }
}
