package dev.muster.testkit.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Requirement;
import dev.muster.name.Permission;
import dev.muster.name.ProviderInstance;
import dev.muster.oidc.BearerTokens;
import dev.muster.role.RoleMap;
import dev.muster.scope.OrganizationSelector;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.LoginResult;
import dev.muster.session.LoginStart;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.mint.AccessTokenMinter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A host by hand, on the JDK's own server, that does what it is told to do wrong. */
final class CarelessHost implements AutoCloseable {
  static final Permission DELETE = new Permission("notes:delete");

  final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake"))
          .clock(InstantSource.system())
          .build();
  final AccessTokenMinter minter =
      AccessTokenMinter.of("https://issuer.example", "notes", InstantSource.system());

  private final AtomicLong handled = new AtomicLong();
  private final Set<Carelessness> careless;
  private final CarelessJudgement judgement;
  private final HttpServer server;
  private final URI uri;
  private final Muster muster;

  CarelessHost(Set<Carelessness> careless) throws IOException {
    this.careless = careless;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    muster =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("admin", DELETE.value()).role("member").build())
            .accessTokens(BearerTokens.of(minter.verifier()))
            .sessions(
                provider,
                SessionSettings.builder()
                    .key(SealKey.random(new SecureRandom()))
                    .redirectUri(uri.resolve("/callback"))
                    .build())
            .build();
    judgement = new CarelessJudgement(careless, muster, provider, minter);
    server.createContext("/", this::handle);
    server.start();
  }

  static ProtectedRoute[] routes() {
    return new ProtectedRoute[] {
      ProtectedRoute.get("/orgs/{organization}/notes").member(),
      ProtectedRoute.post("/orgs/{organization}/notes", "{\"text\":\"x\"}")
          .permitted("admin", "member"),
      ProtectedRoute.delete("/orgs/{organization}/notes").permitted("admin").refusedTo("member"),
      ProtectedRoute.get("/notes").member().organizationInHeader("X-Organization"),
      ProtectedRoute.get("/home").member().organizationInCredential(),
      ProtectedRoute.get("/me").signedIn()
    };
  }

  URI uri() {
    return uri;
  }

  long handled() {
    return handled.get();
  }

  /** A check of it by the tokens of its issuer. */
  MusterConformance byTokens() {
    return MusterConformance.of(uri)
        .host(ConformanceHost.ofTokens(provider, minter))
        .handled(this::handled)
        .routes(routes());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      Reply reply =
          switch (path) {
            case "/login" -> login();
            case "/callback" -> callback(exchange);
            default -> protectedRoute(exchange, path);
          };
      if (reply.equals(Reply.CUT)) {
        return;
      }
      reply.send(exchange, careless);
    }
  }

  private Reply protectedRoute(HttpExchange exchange, String path) {
    if (careless.contains(Carelessness.RUNS_THE_HANDLER_FIRST)) {
      handled.incrementAndGet();
    }
    Asked asked = asked(exchange, path);
    Reply reply = asked == null ? Reply.NOTHING_HERE : judgement.reply(asked);
    boolean counts = !careless.contains(Carelessness.COUNTS_NOTHING);
    if (reply.status() < 300 && counts) {
      handled.incrementAndGet();
    }
    return reply;
  }

  private @Nullable Asked asked(HttpExchange exchange, String path) {
    Credential credential = credential(exchange);
    boolean write = !exchange.getRequestMethod().equals("GET");
    boolean foreign =
        write
            && credential instanceof Credential.Cookie
            && "cross-site".equals(exchange.getRequestHeaders().getFirst("Sec-Fetch-Site"));
    if (path.startsWith("/orgs/") && path.endsWith("/notes")) {
      String name = path.substring("/orgs/".length(), path.length() - "/notes".length());
      Requirement requirement =
          exchange.getRequestMethod().equals("DELETE")
              ? Requirement.permits(DELETE)
              : Requirement.member();
      return new Asked(path, credential, foreign, requirement, name, OrganizationSelector.of(name));
    }
    return switch (path) {
      case "/notes" -> {
        String name = exchange.getRequestHeaders().getFirst("X-Organization");
        OrganizationSelector selector = OrganizationSelector.none().header(name);
        yield new Asked(path, credential, foreign, Requirement.member(), name, selector);
      }
      case "/home" -> {
        OrganizationSelector selector = OrganizationSelector.none().orOfSession();
        yield new Asked(path, credential, foreign, Requirement.member(), null, selector);
      }
      case "/me" -> {
        OrganizationSelector none = OrganizationSelector.none();
        yield new Asked(path, credential, foreign, Requirement.signedIn(), null, none);
      }
      default -> null;
    };
  }

  /** What a request asks for. */
  record Asked(
      String path,
      Credential credential,
      boolean foreignPage,
      Requirement requirement,
      @Nullable String name,
      OrganizationSelector selector) {
    AccessCheck check(Authentication authentication, Requirement demanded) {
      return AccessCheck.of(authentication, demanded).in(selector);
    }
  }

  private Credential credential(HttpExchange exchange) {
    List<String> authorization =
        exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
    return Credential.of(authorization, cookies(exchange, SessionSettings.DEFAULT_COOKIE));
  }

  private Reply login() {
    LoginStart.Redirect start =
        (LoginStart.Redirect) muster.sessions().orElseThrow().startLogin(null);
    return Reply.redirect(start.location().toString(), List.of(start.cookie().header()));
  }

  private Reply callback(HttpExchange exchange) {
    Map<String, String> query =
        Stream.of(exchange.getRequestURI().getQuery().split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    var sessions = muster.sessions().orElseThrow();
    LoginResult result =
        sessions.finishLogin(
            query.get("code"),
            query.get("state"),
            null,
            cookies(exchange, sessions.settings().loginCookieName()));
    return Reply.redirect("/", result.cookies().stream().map(cookie -> cookie.header()).toList());
  }

  private static List<String> cookies(HttpExchange exchange, String name) {
    return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
        .flatMap(header -> Stream.of(header.split("; ")))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .toList();
  }

  @Override
  public void close() {
    server.stop(0);
    muster.close();
  }
}
