package dev.muster.session;

import static dev.muster.session.ScriptedSessions.cookie;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A signed-in browser, and the few words the session tests are written in. */
abstract class SignedIn {
  final ScriptedSessions provider = new ScriptedSessions();
  final Sessions sessions = provider.sessions;
  final String signedIn = provider.signIn();

  @AfterEach
  final void close() {
    provider.close();
  }

  final Authentication authenticate(String value) {
    return sessions.authenticate(cookie(value));
  }

  final Session session(String value) {
    return ((Authentication.Authenticated) authenticate(value)).session();
  }

  final void accessRunsOut() {
    provider.clock.advance(Duration.ofMinutes(5));
  }

  static void assertClears(List<SetCookie> cookies) {
    assertThat(cookies)
        .hasSize(2)
        .allSatisfy(cookie -> assertThat(cookie.header()).contains("Max-Age=0;"));
  }
}
