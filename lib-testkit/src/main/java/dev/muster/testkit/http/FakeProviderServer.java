package dev.muster.testkit.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.provider.ProviderException;
import dev.muster.provider.Secret;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.mint.AccessTokenMinter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * A {@link FakeIdentityProvider} behind a real port on 127.0.0.1, for tests of adapters, for
 * stories in several processes and for demonstrations. It is an issuer of access tokens too, whose
 * name is {@link #uri()} and whose key lives as long as the server. The protocol is in {@code
 * docs/fake-provider-protocol.md}. Safe for many threads. Its threads end with {@link #close()}.
 */
public final class FakeProviderServer implements AutoCloseable {
  private static final Duration TIME_TO_END = Duration.ofSeconds(10);

  private final FakeIdentityProvider provider;
  private final Secret apiKey;
  private final RestRoutes rest;
  private final DashboardRoutes dashboard;
  private final AuthorizePage page;
  private final IssuerRoutes issuer;
  private final HttpServer server;
  private final ServerThreads threads = new ServerThreads();
  private final URI uri;

  private FakeProviderServer(FakeIdentityProvider provider, Secret apiKey, int port)
      throws IOException {
    this.provider = provider;
    this.apiKey = apiKey;
    rest = new RestRoutes(provider);
    dashboard = new DashboardRoutes(provider);
    ClientGrants grants = new ClientGrants();
    page = new AuthorizePage(provider, grants);
    InetAddress loopback = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
    server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
    server.setExecutor(threads.pool());
    server.createContext("/", this::handle);
    uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    issuer = new IssuerRoutes(provider, uri, grants);
  }

  /**
   * Serves a fake on a free port.
   *
   * @param provider the fake
   * @param apiKey the key that calls and dashboard acts must bring
   * @return the running server
   * @throws IOException if there is no port
   * @throws IllegalStateException if the host says that it is in production
   */
  public static FakeProviderServer start(FakeIdentityProvider provider, Secret apiKey)
      throws IOException {
    return start(provider, apiKey, 0);
  }

  /**
   * Serves a fake on a given port.
   *
   * @param provider the fake
   * @param apiKey the key that calls and dashboard acts must bring
   * @param port the port, or 0 for a free one
   * @return the running server
   * @throws IOException if the port is taken
   * @throws IllegalStateException if the host says that it is in production
   */
  public static FakeProviderServer start(FakeIdentityProvider provider, Secret apiKey, int port)
      throws IOException {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(apiKey, "apiKey");
    FakeIdentityProvider.refuseInProduction();
    FakeProviderServer started = new FakeProviderServer(provider, apiKey, port);
    started.server.start();
    provider.servedAt(started.uri.resolve("/authorize"));
    return started;
  }

  /**
   * Where it listens.
   *
   * @return its address, without a path
   */
  public URI uri() {
    return uri;
  }

  /**
   * Mints access tokens of this issuer, for a host that trusts it, by the fake's clock.
   *
   * @param audience what the host demands as {@code aud}
   * @return a minter with this server's key
   */
  public AccessTokenMinter accessTokens(String audience) {
    return issuer.minter(Objects.requireNonNull(audience, "audience"));
  }

  /**
   * Stops listening, cuts every connection and ends every thread, those that hang included. Blocks
   * until they have ended, for at most ten seconds. A second call does nothing.
   */
  @Override
  public void close() {
    provider.servedAt(null);
    server.stop(0);
    try {
      if (!threads.end(TIME_TO_END)) {
        throw new IllegalStateException("a thread of the fake provider's server does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        FaultWire.send(exchange, answer(Request.read(exchange)));
      } catch (ProviderException scripted) {
        FaultWire.fail(exchange, scripted);
      } catch (IllegalArgumentException badRequest) {
        FaultWire.send(exchange, Answer.refused(400, "invalid_request"));
      } catch (IllegalStateException conflict) {
        FaultWire.send(exchange, Answer.refused(409, "conflict"));
      }
    }
  }

  private Answer answer(Request request) {
    String first = request.path().isEmpty() ? "" : request.path().get(0);
    if (first.equals("authorize")) {
      return page.answer(request);
    }
    if (issuer.isFor(request)) {
      return issuer.answer(request);
    }
    if (request.key() == null || !Secret.of(request.key()).equals(apiKey)) {
      return Answer.refused(401, "key_rejected");
    }
    return first.equals("dashboard") ? dashboard.answer(request) : rest.answer(request);
  }
}
