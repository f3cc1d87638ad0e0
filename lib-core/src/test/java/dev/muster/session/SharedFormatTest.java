package dev.muster.session;

import static dev.muster.session.ScriptedSessions.ACME;
import static dev.muster.session.ScriptedSessions.ANN;
import static dev.muster.session.ScriptedSessions.cookie;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.session.SessionFormat.Access;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sessions in a cookie of another make. */
@Tag("SES-4")
class SharedFormatTest {
  private static final Instant OVER = Instant.EPOCH;

  private final ScriptedSessions provider = new ScriptedSessions();
  private final Sessions sessions =
      provider.sessions(provider.settings().format(new Plain()).build());
  private Access access = new Access.Until(Instant.MAX);

  @AfterEach
  void close() {
    provider.close();
  }

  /** A format that anybody can write; what it seals is what a test needs to see. */
  private final class Plain implements SessionFormat {
    @Override
    public Secret seal(ProviderSession session) {
      return Secret.of("plain-" + session.refreshToken().reveal());
    }

    @Override
    public Optional<Opened> open(Secret cookie) {
      return cookie.reveal().startsWith("plain-")
          ? Optional.of(
              new Opened(
                  ANN,
                  "session_1",
                  ACME,
                  Secret.of(cookie.reveal().substring("plain-".length())),
                  "support@provider.example",
                  access))
          : Optional.empty();
    }
  }

  private Authentication authenticate(String value) {
    return sessions.authenticate(cookie(value));
  }

  @Test
  void a_cookie_that_another_service_wrote_is_somebody() {
    Authentication authentication = authenticate("plain-token");
    Session session = ((Authentication.Authenticated) authentication).session();
    assertThat(session.user()).isEqualTo(ANN);
    assertThat(session.organization()).contains(ACME);
    assertThat(session.impersonator()).contains("support@provider.example");
    assertThat(authentication.cookies()).isEmpty();
    assertThat(provider.refreshes).hasValue(0);
  }

  @Test
  @Tag("SES-6")
  void access_that_is_over_is_refreshed_and_written_in_the_same_form() {
    access = new Access.Until(OVER);
    Authentication authentication = authenticate("plain-token");
    assertThat(authentication).isInstanceOf(Authentication.Authenticated.class);
    SetCookie rotated = authentication.cookies().get(0);
    assertThat(rotated.value().reveal())
        .isEqualTo("plain-" + ScriptedSessions.SECRET + "refresh-1");
    assertThat(rotated.maxAge()).isEqualTo(SessionSettings.DEFAULT_LIFE);
  }

  @Test
  @Tag("SES-5")
  void access_that_can_not_be_checked_is_unavailable_and_spends_no_token() {
    access = new Access.Unchecked(Duration.ofSeconds(2));
    assertThat(authenticate("plain-token"))
        .isEqualTo(new Authentication.Unavailable(Duration.ofSeconds(2)));
    assertThat(provider.refreshes).hasValue(0);
  }

  @Test
  void what_the_format_does_not_open_is_nobody() {
    assertThat(authenticate("garbage")).isInstanceOf(Authentication.Invalid.class);
    assertThat(authenticate("plain-" + "x".repeat(5000)))
        .isInstanceOf(Authentication.Invalid.class);
    String own = provider.signIn();
    assertThat(authenticate(own)).isInstanceOf(Authentication.Invalid.class);
  }

  @Test
  @Tag("SES-9")
  void signing_out_ends_it_for_every_cookie_of_the_session() {
    access = new Access.Unchecked(null);
    sessions.logout(cookie("plain-token"));
    assertThat(provider.ended).containsExactly("session_1");
    access = new Access.Until(Instant.MAX);
    assertThat(authenticate("plain-other")).isInstanceOf(Authentication.Ended.class);
  }

  @Test
  void what_does_not_fit_into_a_cookie_is_unavailable() {
    access = new Access.Until(OVER);
    provider.onRefresh =
        (token, organization) -> {
          ProviderSession small = provider.session(organization);
          return new RefreshOutcome.Rotated(
              new ProviderSession(
                  small.user(),
                  small.sessionId(),
                  organization,
                  Secret.of("x".repeat(4090)),
                  small.accessLifetime()));
        };
    assertThat(authenticate("plain-token")).isInstanceOf(Authentication.Unavailable.class);
  }

  @Test
  void a_format_that_throws_is_no_exception_to_the_host() {
    Sessions broken =
        provider.sessions(
            provider
                .settings()
                .format(
                    new SessionFormat() {
                      @Override
                      public Secret seal(ProviderSession session) {
                        throw new IllegalStateException("a defect");
                      }

                      @Override
                      public Optional<Opened> open(Secret cookie) {
                        throw new IllegalStateException("a defect");
                      }
                    })
                .build());
    assertThat(broken.authenticate(cookie("any"))).isEqualTo(new Authentication.Unavailable(null));
    assertThat(broken.logout(cookie("any"))).isNotEmpty();
    LoginStart.Redirect start = (LoginStart.Redirect) broken.startLogin("/");
    assertThat(
            broken.finishLogin(
                "code", provider.state(), null, List.of(start.cookie().value().reveal())))
        .isEqualTo(new LoginResult.Unavailable(null));
  }
}
