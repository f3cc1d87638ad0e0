package dev.muster.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.session.TokenAuthenticator.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an Authorization header comes to, and that nothing else is looked at beside it. */
@Tag("SES-10")
@Timeout(60)
class AuthorizationHeaderTest extends SignedIn {
  private static final Outcome.Verified BOB =
      new Outcome.Verified(new UserId("user_bob"), "session_2", null, null);

  private final List<String> asked = new ArrayList<>();
  private Outcome outcome = BOB;
  private final BearerSessions bearers =
      new BearerSessions(
          ScriptedSessions.INSTANCE,
          token -> {
            asked.add(token.reveal());
            return outcome;
          },
          sessions,
          provider.events::add);

  /** As the front door does: a header to the bearer tokens, a cookie to the sessions. */
  private Authentication present(List<String> headers, List<String> cookies) {
    Credential credential = Credential.of(headers, cookies);
    return credential instanceof Credential.Header header
        ? bearers.authenticate(header)
        : sessions.authenticate(credential);
  }

  private Authentication header(String value) {
    return present(List.of(value), List.of(signedIn));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer abc", "bearer abc", "BEARER abc", "bEaReR abc", "Bearer abc=="})
  void a_scheme_is_read_without_regard_to_case(String value) {
    assertThat(header(value))
        .isInstanceOfSatisfying(
            Authentication.Authenticated.class,
            in -> assertThat(in.session().user()).isEqualTo(BOB.user()));
    assertThat(asked).containsExactly(value.substring(7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Bearer",
        "Bearer ",
        "Bearer\tabc",
        "Bearer  abc",
        "Bearer \tabc",
        " Bearer abc",
        "Bearer abc ",
        "Bearer abc\t",
        "Bearer abc\n",
        "Bearer abc\r\nX: y",
        "Bearer abc def",
        "Bearer abc,Bearer def",
        "Bearer abc, Bearer def",
        "Bearer abc,",
        "Bearer ,abc",
        "Bearer \"abc\"",
        "Bearer token=abc",
        "Bearer =abc",
        "Bearer ab=c",
        "Bearer:abc",
        "Bearer=abc",
        "Bearerabc",
        "Bearer\u00a0abc",
        "Bearer\u3000abc",
        "Bearer abc\u0000",
        "Bearer \u0000abc",
        "Bearer a\u0000c",
        "Bear\u0000er abc",
        "\ufeffBearer abc",
        "Bearer caf\u00e9",
        "Bearer \u0430\u0431",
        "Bearer \ud83d\ude00",
        "Bearer \ud800",
        "Bearer %61bc",
        "Be\u0430rer abc",
        "BEARE\u0280 abc",
        "\uff22earer abc",
        "Basic abc",
        "Basic YW5uOnB3",
        "Digest username=\"ann\"",
        "Negotiate abc",
        "DPoP abc",
        "Token abc",
        "Bearer Bearer abc",
        "abc",
        "null",
        "Bearer [object]",
        "Bearer {abc}",
        "Bearer <abc>",
        "Bearer abc;def",
        "Bearer abc'--",
        "Bearer abc#def",
        "Bearer abc?def"
      })
  void a_header_that_is_no_bearer_token_is_nobody_and_the_cookie_is_not_looked_at(String value) {
    assertThat(header(value)).isEqualTo(new Authentication.Invalid());
    assertThat(asked).isEmpty();
  }

  @Test
  void a_header_of_a_megabyte_is_nobody_at_once() {
    for (String value :
        List.of(
            "Bearer " + "a".repeat(1_000_000),
            "Bearer " + "=".repeat(1_000_000),
            "Bearer" + " ".repeat(1_000_000) + "a",
            "Bearer " + "a=".repeat(500_000),
            "a".repeat(1_000_000))) {
      assertThat(header(value)).isEqualTo(new Authentication.Invalid());
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void of_several_headers_none_is_picked() {
    for (List<String> headers :
        List.of(
            List.of("Bearer abc", "Bearer abc"),
            List.of("Bearer abc", "Bearer def"),
            List.of("Bearer abc", ""),
            List.of("", "Bearer abc"),
            List.of("Basic abc", "Bearer abc"))) {
      assertThat(present(headers, List.of())).isEqualTo(new Authentication.Invalid());
      assertThat(present(headers, List.of(signedIn))).isEqualTo(new Authentication.Invalid());
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void of_a_header_and_a_cookie_of_two_users_the_header_counts() {
    Authentication both = header("Bearer abc");
    Session session = ((Authentication.Authenticated) both).session();
    assertThat(session.user()).isEqualTo(BOB.user());
    assertThat(bearers.issued(session)).isTrue();
    assertThat(sessions.issued(session)).isFalse();
  }

  @Test
  void a_bad_token_beside_a_good_cookie_is_nobody() {
    outcome = new Outcome.Bad();
    assertThat(header("Bearer abc")).isEqualTo(new Authentication.Invalid());
  }

  @Test
  void a_token_that_cannot_be_checked_beside_a_good_cookie_is_unavailable() {
    outcome = new Outcome.Unavailable(Duration.ofSeconds(3));
    assertThat(header("Bearer abc"))
        .isEqualTo(new Authentication.Unavailable(Duration.ofSeconds(3)));
  }

  @Test
  @Tag("ANS-10")
  void an_authenticator_that_throws_or_answers_nothing_is_unavailable() {
    outcome = null;
    assertThat(header("Bearer abc")).isEqualTo(new Authentication.Unavailable(null));
    BearerSessions broken =
        new BearerSessions(
            ScriptedSessions.INSTANCE,
            token -> {
              throw new IllegalStateException(token.reveal());
            },
            null,
            provider.events::add);
    assertThat(broken.authenticate(new Credential.Header(Secret.of("Bearer abc"))))
        .isEqualTo(new Authentication.Unavailable(null));
  }

  @Test
  @Tag("SES-9")
  void a_token_of_a_session_that_signed_out_here_has_ended() {
    outcome = new Outcome.Verified(ScriptedSessions.ANN, "session_1", null, null);
    assertThat(header("Bearer abc")).isInstanceOf(Authentication.Authenticated.class);
    sessions.logout(ScriptedSessions.cookie(signedIn));
    assertThat(header("Bearer abc")).isEqualTo(new Authentication.Ended(List.of()));
  }

  @Test
  void no_garbage_in_a_header_is_an_exception_or_somebody() {
    outcome = new Outcome.Bad();
    long seed = 20_261_121;
    Random random = new Random(seed);
    String[] schemes = {"Bearer ", "bearer ", "Basic ", "", "Bearer\t", "BEAR\u0130R "};
    for (int i = 0; i < 20_000; i++) {
      int highest = random.nextBoolean() ? 0x7f : 0x10ffff;
      String text =
          random
              .ints(random.nextInt(60), 0, highest)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      assertThat(header(schemes[random.nextInt(schemes.length)] + text))
          .as("input %s of seed %s", i, seed)
          .isEqualTo(new Authentication.Invalid());
    }
    assertThat(asked).allMatch(token -> token.matches("[A-Za-z0-9._~+/=-]+"));
  }

  @Test
  void in_a_turkish_default_locale_the_scheme_reads_the_same() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertThat(header("BEARER abc")).isInstanceOf(Authentication.Authenticated.class);
      assertThat(header("bearer abc")).isInstanceOf(Authentication.Authenticated.class);
    } finally {
      Locale.setDefault(before);
    }
  }
}
