package dev.muster.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cookies that nobody sealed: never an exception, never somebody. */
@Tag("SES-4")
class CookieGarbageTest {
  private static final int INPUTS = 20_000;
  private static final long SEED = 20_261_121;

  @Test
  void no_garbage_is_an_exception_or_somebody() {
    try (ScriptedSessions provider = new ScriptedSessions()) {
      String good = provider.signIn();
      String login = provider.sessions.startLogin("/").cookie().value().reveal();
      Random random = new Random(SEED);
      for (int i = 0; i < INPUTS; i++) {
        String garbage = garbage(random, good);
        String loginGarbage = garbage(random, login) + "x";
        if (garbage.equals(good) || loginGarbage.equals(login)) {
          continue;
        }
        assertThat(provider.sessions.authenticate(ScriptedSessions.cookie(garbage)))
            .as("input %s of seed %s", i, SEED)
            .isEqualTo(new Authentication.Invalid());
        assertThat(
                provider.sessions.finishLogin(
                    "code", provider.state(), null, List.of(loginGarbage)))
            .as("login input %s of seed %s", i, SEED)
            .isInstanceOf(LoginResult.Restart.class);
      }
      assertThat(provider.exchanges).hasValue(1);
    }
  }

  private static String garbage(Random random, String good) {
    return switch (random.nextInt(6)) {
      case 0 ->
          random
              .ints(random.nextInt(300), 0, 0xffff)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      case 1 -> good.substring(0, random.nextInt(good.length()));
      case 2 -> flipped(random, good);
      case 3 -> good + good.substring(random.nextInt(good.length()));
      case 4 -> "m1." + good.substring(3, 11) + "." + "A".repeat(random.nextInt(6000));
      default -> good.replace('.', "._-".charAt(1 + random.nextInt(2)));
    };
  }

  private static String flipped(Random random, String good) {
    StringBuilder text = new StringBuilder(good);
    // Not the last character: its low bits are padding that base64 ignores.
    int at = random.nextInt(good.length() - 1);
    text.setCharAt(at, text.charAt(at) == 'A' ? 'B' : 'A');
    return text.toString();
  }
}
