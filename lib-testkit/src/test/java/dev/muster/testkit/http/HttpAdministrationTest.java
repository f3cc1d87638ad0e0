package dev.muster.testkit.http;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.testkit.AdministrationBehaviour;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

class HttpAdministrationTest extends AdministrationBehaviour {
  private final FakeProviderServer server;
  private final HttpIdentityProvider client;

  HttpAdministrationTest() {
    try {
      server = FakeProviderServer.start(fake, ServedStage.KEY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    client =
        HttpIdentityProvider.of(
            new ProviderInstance("test"), server.uri(), ServedStage.KEY, Duration.ofSeconds(30));
  }

  @Override
  protected OrganizationAdministration administration() {
    return client;
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }
}
