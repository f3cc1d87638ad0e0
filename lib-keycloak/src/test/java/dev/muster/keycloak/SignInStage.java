package dev.muster.keycloak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.keycloak.server.KeycloakAdmin;
import dev.muster.keycloak.server.KeycloakBrowser;
import dev.muster.keycloak.server.KeycloakRealm;
import dev.muster.keycloak.server.KeycloakRealm.Client;
import dev.muster.keycloak.server.OrganizationIds;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.oidc.OidcDiscovery;
import dev.muster.provider.EventSource;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.testkit.contract.NoLever;
import dev.muster.testkit.contract.Outage;
import dev.muster.testkit.contract.SessionsUnderTest;
import dev.muster.testkit.gateway.Gateway;
import dev.muster.testkit.gateway.Patience;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Sign-in at a realm of a real Keycloak, through a line that can break. */
final class SignInStage implements SessionsUnderTest {
  static final URI BACK = URI.create("http://127.0.0.1:1/callback");
  static final Secret VERIFIER = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  static final String PASSWORD = "marker-password";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  final KeycloakRealm realm;
  final Client client;
  private final Client service;
  private final Gateway line;
  private final Patience<Adapter> adapters;
  private final Map<UserId, String> names = new HashMap<>();

  private record Adapter(
      KeycloakProvider keycloak, OidcDiscovery discovery, SessionProvider sessions) {
    void warmUp() {
      var unusedUser = keycloak.findUser(new UserId(UUID.randomUUID().toString()));
      var unusedLink =
          sessions.authorizationUri(new AuthorizationRequest(BACK, "state", CHALLENGE));
    }

    void close() {
      keycloak.close();
    }
  }

  SignInStage(KeycloakRealm realm) {
    this.realm = realm;
    OrganizationIds.nameIn(realm);
    client = realm.signInClient(BACK);
    line = Gateway.before(realm.server().url());
    service = realm.serviceClient(KeycloakRealm.READING);
    adapters = Patience.of(this::open, Adapter::warmUp, Adapter::close);
  }

  private Adapter open(Duration deadline) {
    KeycloakProvider keycloak =
        KeycloakProvider.of(
            KeycloakSettings.builder(new ProviderInstance("keycloak"))
                .baseUrl(line.url())
                .realm(realm.name())
                .clientId(service.id())
                .clientSecret(Secret.of(service.secret()))
                .callDeadline(deadline.dividedBy(3))
                // Ahead by as much as an event takes to settle: it is told at once.
                .clock(() -> Instant.now().plus(LogReader.SETTLE).plusMillis(1))
                .build());
    String issuer = line.url() + "/realms/" + realm.name();
    // A refresh may take five of them, and at most a minute.
    OidcDiscovery discovery =
        OidcDiscovery.of(issuer, HTTP, deadline.dividedBy(3), InstantSource.system());
    return new Adapter(
        keycloak, discovery, keycloak.sessions(discovery, client.id(), Secret.of(client.secret())));
  }

  OidcDiscovery discovery() {
    return adapters.adapter().discovery();
  }

  /** The log, as far back as it is kept. */
  EventSource events(Duration retention) {
    return adapters.as(EventSource.class, adapter -> adapter.keycloak().events(retention));
  }

  @Override
  public SessionProvider sessions() {
    return adapters.as(SessionProvider.class, Adapter::sessions);
  }

  @Override
  public URI signIn(URI page, UserId user) {
    return new KeycloakBrowser().signIn(page, BACK, nameOf(user), PASSWORD);
  }

  /** Who has signed in at Keycloak's page, with the password of all. */
  ProviderSession signedIn(KeycloakBrowser browser, String name) {
    URI page = sessions().authorizationUri(new AuthorizationRequest(BACK, "state", CHALLENGE));
    URI back = browser.signIn(page, BACK, name, PASSWORD);
    String code = back.getQuery().replaceFirst(".*\\bcode=", "").replaceFirst("&.*", "");
    return sessions().exchangeCode(Secret.of(code), VERIFIER, BACK);
  }

  @Override
  public UserId createUser(String email) {
    String name = UUID.randomUUID().toString().substring(0, 8) + "." + email;
    UserId user = new UserId(realm.createUser(name, PASSWORD));
    names.put(user, name);
    return user;
  }

  String nameOf(UserId user) {
    return Objects.requireNonNull(names.get(user));
  }

  /** Enables or disables a user or an organization. */
  void enable(String path, boolean enabled) {
    ObjectNode document = (ObjectNode) realm.get(path);
    realm.good("PUT", path, document.put("enabled", enabled));
  }

  @Override
  public OrganizationId createOrganization(String name) {
    String alias = "o" + UUID.randomUUID().toString().substring(0, 8);
    return new OrganizationId(realm.createOrganization(name + " " + alias, alias));
  }

  @Override
  public void enrol(
      OrganizationId organization, UserId user, MembershipStatus status, RoleSlug role) {
    realm.join(organization.value(), user.value());
    realm.grant(organization.value(), user.value(), role.value());
  }

  @Override
  public void remove(OrganizationId organization, UserId user) {
    realm.remove(organization.value(), user.value());
  }

  @Override
  public void fail(int goodRequests, Outage outage) {
    adapters.expect(outage);
    line.fail(goodRequests, outage);
  }

  @Override
  public void rejectOurKey() {
    secretOf(client, "marker-another");
  }

  /** Refuses the token that the service account has, too: by a time before which none is good. */
  void rejectServiceKey() {
    secretOf(service, "marker-another");
    realm.good(
        "PUT",
        "/clients/" + service.uuid(),
        KeycloakAdmin.object().put("clientId", service.id()).put("enabled", false));
  }

  @Override
  public void heal() {
    secretOf(client, client.secret());
    secretOf(service, service.secret());
    line.heal();
    adapters.heal();
  }

  private void secretOf(Client one, String secret) {
    realm.good(
        "PUT",
        "/clients/" + one.uuid(),
        KeycloakAdmin.object()
            .put("clientId", one.id())
            .put("secret", secret)
            .put("enabled", true));
  }

  @Override
  public void close() {
    adapters.close();
    line.close();
  }

  @Override
  public IdentityProvider provider() {
    return adapters.as(IdentityProvider.class, Adapter::keycloak);
  }

  @Override
  public void changeRole(OrganizationId organization, UserId user, RoleSlug role) {
    throw new NoLever("not asked for");
  }
}
