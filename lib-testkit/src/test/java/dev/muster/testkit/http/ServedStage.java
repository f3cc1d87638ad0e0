package dev.muster.testkit.http;

import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.EventSource;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.InvitationAcceptance;
import dev.muster.provider.InvitationProvider;
import dev.muster.provider.MemberProfiles;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.provider.RoleCatalog;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.FakeStage;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.contract.Outage;
import dev.muster.testkit.gateway.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;

/** The fake behind a real wire. */
final class ServedStage extends FakeStage {
  static final Secret KEY = Secret.of("sk_test_3f9a");

  private static final Duration LONGER_THAN_ANY_CLIENT_WAITS = Duration.ofMinutes(5);

  private final FakeProviderServer server;
  private final Patience<HttpIdentityProvider> clients;

  ServedStage(int pageSize) {
    this(ProviderProfile.WORKOS, pageSize);
  }

  ServedStage(ProviderProfile profile, int pageSize) {
    super(profile, pageSize, LONGER_THAN_ANY_CLIENT_WAITS);
    try {
      server = FakeProviderServer.start(fake, KEY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    clients =
        Patience.of(
            deadline ->
                HttpIdentityProvider.of(new ProviderInstance("test"), server.uri(), KEY, deadline),
            client -> client.findUser(new UserId("nobody")),
            HttpIdentityProvider::close);
  }

  FakeIdentityProvider fake() {
    return fake;
  }

  HttpIdentityProvider client() {
    return clients.adapter();
  }

  URI uri() {
    return server.uri();
  }

  @Override
  public IdentityProvider provider() {
    return clients.as(IdentityProvider.class, client -> client);
  }

  @Override
  public OrganizationAdministration administration() {
    return clients.as(OrganizationAdministration.class, client -> client);
  }

  @Override
  public InvitationProvider invitations() {
    return clients.as(InvitationProvider.class, client -> client);
  }

  @Override
  public InvitationAcceptance acceptance() {
    return clients.as(InvitationAcceptance.class, client -> client);
  }

  @Override
  public RoleCatalog roleCatalog() {
    return clients.as(RoleCatalog.class, client -> client);
  }

  @Override
  public OrganizationLifecycle lifecycle() {
    return clients.as(OrganizationLifecycle.class, client -> client);
  }

  @Override
  public MemberProfiles profiles() {
    return clients.as(MemberProfiles.class, client -> client);
  }

  @Override
  public EventSource events() {
    return clients.as(EventSource.class, HttpIdentityProvider::eventSource);
  }

  @Override
  public DirectoryWalk walk() {
    return clients.as(DirectoryWalk.class, HttpIdentityProvider::directoryWalk);
  }

  @Override
  public SessionProvider sessions() {
    return clients.as(SessionProvider.class, client -> client);
  }

  @Override
  public void fail(int goodRequests, Outage outage) {
    clients.expect(outage);
    super.fail(goodRequests, outage);
  }

  @Override
  public void heal() {
    clients.heal();
    super.heal();
  }

  @Override
  public void close() {
    super.close();
    clients.close();
    server.close();
  }
}
