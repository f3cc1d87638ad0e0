package dev.muster.proof.oidc;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.oidc.OidcDiscovery;
import dev.muster.oidc.OidcProvider;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.testkit.contract.NoLever;
import dev.muster.testkit.contract.Outage;
import dev.muster.testkit.contract.SessionsUnderTest;
import dev.muster.testkit.gateway.Patience;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Plain OpenID Connect sign-in at an issuer of our own. */
final class OidcStage implements SessionsUnderTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  final PlainIssuer issuer = new PlainIssuer();
  static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private final AtomicInteger users = new AtomicInteger();
  private final Patience<Adapter> adapters =
      Patience.of(this::open, Adapter::warmUp, adapter -> {});

  private record Adapter(OidcDiscovery discovery, OidcProvider provider) {
    void warmUp() {
      var unused =
          provider.authorizationUri(
              new AuthorizationRequest(URI.create("http://127.0.0.1/back"), "state", CHALLENGE));
    }
  }

  // A refresh may take five deadlines, and at most a minute.
  private Adapter open(Duration deadline) {
    OidcDiscovery discovery = discovery(deadline.dividedBy(3));
    OidcProvider provider =
        OidcProvider.builder(discovery, PlainIssuer.CLIENT)
            .secret(Secret.of(PlainIssuer.SECRET))
            .build();
    return new Adapter(discovery, provider);
  }

  OidcDiscovery discovery(Duration deadline) {
    return OidcDiscovery.of(issuer.url(), CLIENT, deadline, () -> PlainIssuer.NOW);
  }

  OidcDiscovery discovery() {
    return adapters.adapter().discovery();
  }

  @Override
  public SessionProvider sessions() {
    return adapters.as(SessionProvider.class, Adapter::provider);
  }

  @Override
  public URI signIn(URI page, UserId user) {
    return issuer.signIn(page, user.value());
  }

  @Override
  public UserId createUser(String email) {
    return new UserId("user-" + users.incrementAndGet());
  }

  @Override
  public void fail(int goodRequests, Outage outage) {
    adapters.expect(outage);
    AtomicInteger good = new AtomicInteger(goodRequests);
    issuer.instead = asked -> good.getAndDecrement() > 0 ? null : Answer.of(outage);
  }

  @Override
  public void rejectOurKey() {
    issuer.instead = asked -> PlainIssuer.error(401, "invalid_client");
  }

  @Override
  public void heal() {
    issuer.instead = asked -> null;
    adapters.heal();
  }

  @Override
  public void close() {
    issuer.close();
  }

  @Override
  public IdentityProvider provider() {
    throw none();
  }

  @Override
  public OrganizationId createOrganization(String name) {
    throw none();
  }

  @Override
  public void enrol(
      OrganizationId organization, UserId user, MembershipStatus status, RoleSlug role) {
    throw none();
  }

  @Override
  public void changeRole(OrganizationId organization, UserId user, RoleSlug role) {
    throw none();
  }

  @Override
  public void remove(OrganizationId organization, UserId user) {
    throw none();
  }

  private static NoLever none() {
    return new NoLever("plain OpenID Connect knows no organizations");
  }
}
