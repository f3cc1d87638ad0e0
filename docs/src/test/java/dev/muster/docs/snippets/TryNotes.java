package dev.muster.docs.snippets;

import dev.muster.Muster;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.http.FakeProviderServer;
import dev.muster.testkit.http.HttpIdentityProvider;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.eclipse.jetty.server.Server;

/** The service of docs/servlet.md with somebody to sign in. */
// @start region=try
public final class TryNotes {
  public static void main(String[] none) throws Exception {
    start(8080);
  }

  static Server start(int port) throws Exception {
    FakeIdentityProvider fake =
        FakeIdentityProvider.builder(new ProviderInstance("fake"))
            .clock(InstantSource.system())
            .build();
    OrganizationId acme = fake.dashboard().createOrganization("Acme").id();
    fake.dashboard()
        .join(acme, fake.dashboard().createUser("ann@example.com").id(), new RoleSlug("member"));
    FakeProviderServer signInPage = FakeProviderServer.start(fake, Secret.of("key"));
    HttpIdentityProvider provider =
        HttpIdentityProvider.of(fake.instance(), signInPage.uri(), Secret.of("key"));

    URI service = URI.create("http://127.0.0.1:" + port);
    Muster muster =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("member").build())
            .sessions(
                provider,
                SessionSettings.builder()
                    .key(SealKey.random(new SecureRandom()))
                    .redirectUri(service.resolve("/account/callback"))
                    .build())
            .build();
    Server server = new Server(port);
    Notes.start(server, muster);
    String notes = "/orgs/" + acme.value() + "/notes";
    System.out.println(service.resolve("/account/login?returnTo=" + notes));
    return server;
  }
}
// @end
