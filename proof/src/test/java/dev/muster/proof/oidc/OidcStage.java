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
import dev.muster.testkit.contract.NoLever;
import dev.muster.testkit.contract.Outage;
import dev.muster.testkit.contract.SessionsUnderTest;
import dev.muster.workos.stub.StubServer.Answer;
import dev.muster.workos.stub.StubServer.Line;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Plain OpenID Connect sign-in at an issuer of our own. */
final class OidcStage implements SessionsUnderTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  final PlainIssuer issuer = new PlainIssuer();
  private final AtomicInteger users = new AtomicInteger();
  final OidcDiscovery discovery;
  private final OidcProvider provider;

  OidcStage(Duration deadline) {
    discovery = OidcDiscovery.of(issuer.url(), CLIENT, deadline, () -> PlainIssuer.NOW);
    provider =
        OidcProvider.builder(discovery, PlainIssuer.CLIENT)
            .secret(Secret.of(PlainIssuer.SECRET))
            .build();
  }

  @Override
  public SessionProvider sessions() {
    return provider;
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
    AtomicInteger good = new AtomicInteger(goodRequests);
    issuer.instead = asked -> good.getAndDecrement() > 0 ? null : broken(outage);
  }

  private static Answer broken(Outage outage) {
    return switch (outage) {
      case RATE_LIMITED -> Answer.of(429, "{\"error\":\"slow_down\"}");
      case SERVER_ERROR -> Answer.of(500, "{\"error\":\"server_error\"}");
      case REFUSED_CONNECTION -> Answer.broken(Line.CLOSED);
      case MALFORMED_ANSWER -> Answer.of(200, "{\"access_token\":");
      case CUT_ANSWER -> Answer.broken(Line.CUT);
      case HANG -> Answer.broken(Line.HANGING);
    };
  }

  @Override
  public void rejectOurKey() {
    issuer.instead = asked -> PlainIssuer.error(401, "invalid_client");
  }

  @Override
  public void heal() {
    issuer.instead = asked -> null;
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
