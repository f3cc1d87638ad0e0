package dev.muster.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.provider.SessionProvider;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.testkit.SessionBehaviour;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HttpSessionsTest extends SessionBehaviour {
  private final ServedFake served = new ServedFake(fake);

  @Override
  protected SessionProvider sessions() {
    return served.client;
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  @Tag("SES-1")
  void the_fake_and_its_client_name_the_same_sign_in_page() {
    AuthorizationRequest request =
        new AuthorizationRequest(URI.create("http://localhost/cb"), "s", "c".repeat(43));
    assertThat(served.client.authorizationUri(request))
        .isEqualTo(fake.authorizationUri(request))
        .hasHost("127.0.0.1")
        .hasPath("/authorize");
  }
}
