package dev.muster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.name.UserId;
import dev.muster.provider.SessionProvider;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FakeSessionsTest extends SessionBehaviour {
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  @Override
  protected SessionProvider sessions() {
    return fake;
  }

  @Test
  @Tag("SES-1")
  void without_a_server_the_sign_in_page_leads_nowhere() {
    URI page =
        fake.authorizationUri(
            new AuthorizationRequest(URI.create("http://localhost/cb"), "a b", CHALLENGE));
    assertThat(page)
        .hasHost("provider.invalid")
        .hasParameter("code_challenge_method", "S256")
        .hasParameter("state", "a b");
  }

  @Test
  void a_request_that_no_host_should_make_is_refused() {
    UserId ann = fake.dashboard().users().get(0).id();
    for (String bad : new String[] {"javascript:alert(1)", "/callback", "http://h/cb#f"}) {
      assertThatIllegalArgumentException()
          .as(bad)
          .isThrownBy(
              () -> fake.authorize(new AuthorizationRequest(URI.create(bad), "s", CHALLENGE), ann));
    }
    URI good = URI.create("http://localhost/cb");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fake.authorize(new AuthorizationRequest(good, "s", "plain"), ann));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                fake.authorize(
                    new AuthorizationRequest(good, "s", CHALLENGE), new UserId("user_x")));
  }
}
