package dev.muster.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.SessionProvider;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.testkit.SessionBehaviour;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HttpSessionsTest extends SessionBehaviour {
  private final FakeProviderServer server;
  private final HttpIdentityProvider client;

  HttpSessionsTest() {
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
  protected SessionProvider sessions() {
    return client;
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  @Tag("SES-1")
  void the_fake_and_its_client_name_the_same_sign_in_page() {
    AuthorizationRequest request =
        new AuthorizationRequest(URI.create("http://localhost/cb"), "s", "c".repeat(43));
    assertThat(client.authorizationUri(request))
        .isEqualTo(fake.authorizationUri(request))
        .hasHost("127.0.0.1")
        .hasPath("/authorize");
  }
}
