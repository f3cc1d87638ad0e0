package dev.muster.testkit.http;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.EventSource;
import dev.muster.provider.IdentityProvider;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;

/** The fake behind a real wire. */
final class ServedStage extends FakeStage {
  static final Secret KEY = Secret.of("sk_test_3f9a");
  private static final Duration LONGER_THAN_ANY_CLIENT_WAITS = Duration.ofMinutes(5);

  private final FakeProviderServer server;
  private final HttpIdentityProvider client;

  ServedStage(int pageSize, Duration clientDeadline) {
    this(ProviderProfile.WORKOS, pageSize, clientDeadline);
  }

  ServedStage(ProviderProfile profile, int pageSize, Duration clientDeadline) {
    super(profile, pageSize, LONGER_THAN_ANY_CLIENT_WAITS);
    try {
      server = FakeProviderServer.start(fake, KEY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    client =
        HttpIdentityProvider.of(new ProviderInstance("test"), server.uri(), KEY, clientDeadline);
  }

  FakeIdentityProvider fake() {
    return fake;
  }

  HttpIdentityProvider client() {
    return client;
  }

  URI uri() {
    return server.uri();
  }

  @Override
  public IdentityProvider provider() {
    return client;
  }

  @Override
  public OrganizationAdministration administration() {
    return client;
  }

  @Override
  public InvitationProvider invitations() {
    return client;
  }

  @Override
  public RoleCatalog roleCatalog() {
    return client;
  }

  @Override
  public OrganizationLifecycle lifecycle() {
    return client;
  }

  @Override
  public MemberProfiles profiles() {
    return client;
  }

  @Override
  public EventSource events() {
    return client.eventSource();
  }

  @Override
  public DirectoryWalk walk() {
    return client.directoryWalk();
  }

  @Override
  public SessionProvider sessions() {
    return client;
  }

  @Override
  public void close() {
    super.close();
    client.close();
    server.close();
  }
}
