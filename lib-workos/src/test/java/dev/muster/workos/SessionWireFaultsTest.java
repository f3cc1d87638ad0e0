package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Line;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every fault of the wire at sign-in, refresh and sign-out. None of them says anything about the
 * session: each is unavailable, and what was sent is sent once.
 */
@Tag("ANS-2")
@Tag("SES-6")
class SessionWireFaultsTest {
  private static final Secret TOKEN = Secret.of("marker-refresh-token-1");
  private static final String WORD = "{\"message\":\"x\"}";

  @Test
  void a_status_that_is_an_outage_is_unavailable() {
    for (int status : List.of(408, 429, 500, 502, 503, 504, 529)) {
      for (String body : List.of("", WORD, "<html>", "{\"error\":\"invalid_grant\"}")) {
        unavailable(Answer.of(status, body), null);
      }
    }
  }

  @Test
  void a_429_tells_when_to_come_back_if_it_says_so() {
    unavailable(limited("7"), Duration.ofSeconds(7));
    unavailable(limited("999999"), Duration.ofHours(1));
    unavailable(limited("Fri, 31 Dec 9999 23:59:59 GMT"), Duration.ofHours(1));
    for (String odd : List.of("soon", "")) {
      unavailable(limited(odd), null);
    }
  }

  @Test
  void a_redirect_is_unavailable() {
    for (int status : List.of(301, 302, 303, 307, 308)) {
      unavailable(
          new Answer(Line.WHOLE, status, Map.of("Location", "http://127.0.0.1:1/"), WORD), null);
    }
  }

  @Test
  void a_line_that_breaks_is_unavailable() {
    unavailable(Answer.broken(Line.CUT), null);
    unavailable(Answer.broken(Line.CLOSED), null);
  }

  @Test
  void a_connection_that_is_refused_is_unavailable() {
    try (Stubbed stub = answering(Answer.of(200, ""))) {
      assertThat(stub.provider.warmUp()).isTrue();
      stub.server.close();
      for (ThrowingCallable call : acts(stub.provider)) {
        assertThat(catchThrowable(call)).isInstanceOf(Unavailable.class);
      }
    }
  }

  @Test
  @Timeout(60) // a hang would last for ever
  void a_hang_is_unavailable_with_the_deadline() {
    try (Stubbed stub = answering(Answer.broken(Line.HANGING));
        WorkOsProvider hasty =
            WorkOsProvider.of(
                Stubbed.settings(stub.server.url()).callDeadline(Duration.ofMillis(300)).build())) {
      hasty.warmUp();
      for (ThrowingCallable call : acts(hasty)) {
        assertThat(catchThrowable(call)).isInstanceOf(Unavailable.class);
      }
    }
  }

  @Test
  void a_good_status_with_anything_else_than_a_session_is_unavailable() {
    for (String body :
        List.of("", "{\"object\":", "<html>", "[]", "null", "7", "{}", "{\"access_token\":7}")) {
      try (Stubbed stub = answering(Answer.of(200, body))) {
        for (ThrowingCallable call : acts(stub.provider).subList(0, 2)) {
          assertThat(catchThrowable(call)).as(body).isInstanceOf(Unavailable.class);
        }
      }
    }
  }

  @Test
  @Tag("SES-9")
  void a_session_has_ended_by_a_good_status_whatever_json_comes_with_it() {
    for (String body : List.of("", "{}", "{\"any\":1}")) {
      try (Stubbed stub = answering(Answer.of(200, body))) {
        stub.provider.endSession("session_01", TOKEN);
      }
    }
    try (Stubbed stub = answering(Answer.of(200, "<html>"))) {
      assertThat(catchThrowable(() -> stub.provider.endSession("session_01", TOKEN)))
          .isInstanceOf(Unavailable.class);
    }
  }

  @Test
  void a_refusal_that_is_not_of_workos_is_unavailable() {
    for (int status : List.of(403, 404, 409, 410, 413, 451)) {
      for (String body : List.of("", "<html>", "[]", "{}", "{\"error\":7}")) {
        unavailable(Answer.of(status, body), null);
      }
    }
  }

  @Test
  @Tag("ANS-4")
  void a_refused_key_is_the_operators_error_and_ends_no_session() {
    for (String body : List.of("", WORD, "{\"error\":\"invalid_grant\"}")) {
      try (Stubbed stub = answering(Answer.of(401, body))) {
        for (ThrowingCallable call : acts(stub.provider)) {
          assertThat(catchThrowable(call)).isInstanceOf(Misconfigured.class);
        }
      }
    }
  }

  private static void unavailable(Answer answer, @Nullable Duration retryAfter) {
    try (Stubbed stub = answering(answer)) {
      for (ThrowingCallable call : acts(stub.provider)) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).as(answer + "").isInstanceOf(Unavailable.class);
        assertThat(((Unavailable) thrown).retryAfter()).as(answer + "").isEqualTo(retryAfter);
      }
      assertThat(stub.server.asked())
          .as(answer + "")
          .filteredOn(asked -> asked.method().equals("POST"))
          .hasSize(3);
    }
  }

  /** Sign-in, refresh, sign-out. */
  private static List<ThrowingCallable> acts(WorkOsProvider provider) {
    return List.of(
        () ->
            provider.exchangeCode(
                Secret.of("marker-code-1"),
                Pkce.VERIFIER,
                URI.create("http://127.0.0.1:1/callback")),
        () -> provider.refresh(TOKEN, Stubbed.ACME),
        () -> provider.endSession("session_01", TOKEN));
  }

  /** Good keys, and this for the rest. */
  private static Stubbed answering(Answer answer) {
    return Stubbed.answering(
        asked ->
            asked.uri().getPath().startsWith("/sso/jwks/")
                ? Answer.of(200, "{\"keys\":[]}")
                : answer);
  }

  private static Answer limited(String retryAfter) {
    return new Answer(Line.WHOLE, 429, Map.of("Retry-After", retryAfter), WORD);
  }
}
