package dev.muster.examples.notes;

import dev.muster.name.ProviderInstance;
import dev.muster.oidc.AccessTokenVerifier;
import dev.muster.oidc.BearerTokens;
import dev.muster.oidc.OidcDiscovery;
import dev.muster.provider.Secret;
import dev.muster.session.TokenAuthenticator;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.http.FakeProviderServer;
import dev.muster.testkit.http.HttpIdentityProvider;
import dev.muster.testkit.mint.AccessTokenMinter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The identity provider of the default set-up: the testkit's fake behind its HTTP server, and the
 * client that the service uses. What people do at the provider goes to {@link #people()}.
 */
public final class FakeProvider implements AutoCloseable {
  /**
   * The client id by which a program on a desk signs people in; what the fake issues to a client is
   * for that client, so it is the audience too.
   */
  public static final String CLI_CLIENT = "notes-cli";

  private static final ProviderInstance INSTANCE = new ProviderInstance("fake");
  private static final Secret API_KEY = Secret.of("notes-example-key");

  /** The process's, and ends with it. */
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final FakeIdentityProvider fake;
  private final FakeProviderServer server;
  private final HttpIdentityProvider client;

  private FakeProvider(
      FakeIdentityProvider fake, FakeProviderServer server, HttpIdentityProvider client) {
    this.fake = fake;
    this.server = server;
    this.client = client;
  }

  /**
   * Starts the provider on a free loopback port.
   *
   * @param deadline how long one call of the service's client takes at most
   * @return the running provider
   * @throws IOException if there is no port
   */
  public static FakeProvider start(Duration deadline) throws IOException {
    FakeIdentityProvider fake =
        FakeIdentityProvider.builder(INSTANCE).clock(InstantSource.system()).build();
    FakeProviderServer server = FakeProviderServer.start(fake, API_KEY);
    return new FakeProvider(fake, server, clientOf(server.uri(), deadline));
  }

  /**
   * A client of a provider that another process serves.
   *
   * @param address where it listens
   * @param deadline how long one call takes at most
   * @return the client
   */
  public static HttpIdentityProvider clientOf(URI address, Duration deadline) {
    return HttpIdentityProvider.of(INSTANCE, address, API_KEY, deadline);
  }

  /**
   * The bearer tokens of a provider that another process serves.
   *
   * @param address where it listens, which is also the name of the issuer
   * @param deadline how long reading the issuer's keys takes at most
   * @return what knows a good one; the issuer's keys are read with the first token
   */
  public static TokenAuthenticator tokensOf(URI address, Duration deadline) {
    InstantSource clock = InstantSource.system();
    OidcDiscovery issuer = OidcDiscovery.of(address.toString(), HTTP, deadline, clock);
    return BearerTokens.of(
        new AccessTokenVerifier(
            issuer.rules().audience(CLI_CLIENT).headerType("at+jwt").build(),
            issuer.keys(),
            clock));
  }

  /**
   * The provider as the service wants it: over the wire, with its bearer tokens.
   *
   * @return the provider
   */
  public NotesProvider notes() {
    return NotesProvider.of(client).taking(tokensOf(uri(), client.callDeadline())).build();
  }

  /**
   * Where the provider listens; also the name by which it issues bearer tokens.
   *
   * @return its address
   */
  public URI uri() {
    return server.uri();
  }

  /**
   * The provider's own side: its dashboard, and the faults it can have.
   *
   * @return the fake
   */
  public FakeIdentityProvider people() {
    return fake;
  }

  /**
   * Mints the bearer tokens that this provider issues to programs, and such that nobody must take.
   *
   * @return a minter of the provider's own key
   */
  public AccessTokenMinter accessTokens() {
    return server.accessTokens(CLI_CLIENT);
  }

  /**
   * The provider over the wire.
   *
   * @return the client
   */
  public HttpIdentityProvider client() {
    return client;
  }

  @Override
  public void close() {
    server.close();
  }
}
