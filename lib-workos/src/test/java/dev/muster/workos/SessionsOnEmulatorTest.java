package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.name.UserId;
import dev.muster.oidc.IssuerKeys;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsEmulator;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sign-in at WorkOS's own emulator, beyond what the contract says. */
@NeedsEmulator
class SessionsOnEmulatorTest {
  private static final URI BACK = URI.create("http://127.0.0.1:1/callback");
  private static final String EMAIL = "ann@example.org";

  private final WorkOsEmulator emulator;
  private EmulatorStage stage;
  private UserId ann;

  SessionsOnEmulatorTest(WorkOsEmulator emulator) {
    this.emulator = emulator;
  }

  @BeforeEach
  void open() {
    stage = new EmulatorStage(emulator, 10);
    ann = stage.createUser(EMAIL);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @Tag("SES-1")
  void the_authorization_page_gets_state_challenge_and_redirect_uri() {
    URI page =
        stage.workOs().authorizationUri(new AuthorizationRequest(BACK, "s&t", Pkce.CHALLENGE));
    assertThat(page.getRawQuery())
        .isEqualTo(
            "response_type=code&provider=authkit&client_id=client_test"
                + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcallback&state=s%26t"
                + "&code_challenge="
                + Pkce.CHALLENGE
                + "&code_challenge_method=S256");
  }

  @Test
  @Tag("SES-2")
  void a_code_becomes_a_session_without_organization() {
    ProviderSession session = signIn();
    assertThat(session.user()).isEqualTo(ann);
    assertThat(session.organization()).isNull();
    assertThat(session.accessLifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(session.sessionId()).startsWith("session_");
  }

  @Test
  @Tag("SES-6")
  void a_code_is_not_spent_before_there_are_keys_to_check_the_answer() {
    AtomicReference<InstantSource> clock = new AtomicReference<>(InstantSource.system());
    try (WorkOsProvider workOs =
        WorkOsProvider.of(
            Stubbed.settings(stage.gateway().url())
                .apiKey(Secret.of(emulator.newKey()))
                .issuer(emulator.url().toString())
                .clock(() -> clock.get().instant())
                .build())) {
      Secret code = code();
      AtomicInteger spent = new AtomicInteger();
      stage
          .gateway()
          .instead(
              asked -> {
                if (asked.uri().getPath().startsWith("/sso/jwks/")) {
                  return Answer.of(500, "{}");
                }
                spent.incrementAndGet();
                return null;
              });
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> workOs.exchangeCode(code, Pkce.VERIFIER, BACK));
      assertThat(spent).hasValue(0);
      stage.heal();
      clock.set(InstantSource.offset(clock.get(), IssuerKeys.RETRY_PAUSE));
      workOs.exchangeCode(code, Pkce.VERIFIER, BACK);
    }
  }

  @Test
  @Tag("SES-5")
  @Tag("ANS-4")
  void an_access_token_of_an_issuer_nobody_named_is_the_operators_error() {
    try (WorkOsProvider strict =
        WorkOsProvider.of(
            Stubbed.settings(stage.gateway().url()).apiKey(Secret.of(emulator.newKey())).build())) {
      Secret code = code();
      assertThatExceptionOfType(Misconfigured.class)
          .isThrownBy(() -> strict.exchangeCode(code, Pkce.VERIFIER, BACK))
          .withMessageContaining("WRONG_ISSUER");
    }
  }

  @Test
  @Tag("SES-5")
  void an_access_token_of_somebody_else_is_no_answer() {
    UserId bob = stage.createUser("bob@example.org");
    Secret code = code();
    stage
        .gateway()
        .instead(
            asked -> {
              if (!asked.uri().getPath().endsWith("/authenticate")) {
                return null;
              }
              Answer real = stage.answered(asked);
              String forged = real.body().replace(ann.value(), bob.value());
              return Answer.of(real.status(), forged);
            });
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> stage.workOs().exchangeCode(code, Pkce.VERIFIER, BACK))
        .withMessageContaining("access token of another session");
  }

  private Secret code() {
    URI page =
        stage.workOs().authorizationUri(new AuthorizationRequest(BACK, "state", Pkce.CHALLENGE));
    String query = stage.console().signIn(page, EMAIL).getRawQuery();
    int at = query.indexOf("code=") + "code=".length();
    return Secret.of(query.substring(at, query.indexOf('&', at)));
  }

  private ProviderSession signIn() {
    return stage.workOs().exchangeCode(code(), Pkce.VERIFIER, BACK);
  }
}
