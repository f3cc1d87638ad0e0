package dev.muster.proof.fuzz;

import dev.muster.session.LoginResult;
import dev.muster.session.LoginStart;
import dev.muster.session.Sessions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A callback with its login cookie: as text from outside, as bytes under the host's own key, and a
 * state beside a good cookie. The first byte tells which.
 */
final class LoginCookieTarget implements FuzzTarget {
  private static final String PURPOSE = "login:__Host-muster-login:" + FuzzHost.INSTANCE.value();

  private final FuzzHost host = new FuzzHost();
  private final Sessions sessions = host.sessions();
  private final LoginStart.Redirect start = (LoginStart.Redirect) sessions.startLogin("/");
  private final String good = start.cookie().value().reveal();
  private final String state = host.state();

  @Override
  public void tryOut(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    String text = new String(rest, StandardCharsets.UTF_8);
    int before = host.exchanges();
    switch (input[0] & 3) {
      case 0 -> {
        finish(state, text);
        assertNothingExchanged(before, text.equals(good));
        sessions.startLogin("/", List.of(text));
      }
      case 1 -> {
        String sealed = FuzzHost.sealed(good, PURPOSE, rest);
        finish(state, sealed);
        sessions.startLogin(text, List.of(sealed));
      }
      case 2 -> {
        finish(text, good);
        assertNothingExchanged(before, text.equals(state));
      }
      default -> {
        finish(state, good, text);
        assertNothingExchanged(before, false);
      }
    }
  }

  private void finish(String withState, String... cookies) {
    LoginResult result = sessions.finishLogin("code", withState, null, List.of(cookies));
    if (result instanceof LoginResult.Refused || result instanceof LoginResult.NoAccount) {
      throw new AssertionError("the provider refuses nothing, but it came to " + result);
    }
  }

  private void assertNothingExchanged(int before, boolean isGood) {
    if (!isGood && host.exchanges() != before) {
      throw new AssertionError("a code was exchanged for a callback that nobody asked for");
    }
  }

  @Override
  public List<byte[]> seeds() {
    byte[] inside = FuzzHost.opened(good, PURPOSE);
    byte[] sealed = new byte[inside.length + 1];
    sealed[0] = 1;
    System.arraycopy(inside, 0, sealed, 1, inside.length);
    return List.of(
        ("0" + good).getBytes(StandardCharsets.UTF_8),
        sealed,
        ("2" + state).getBytes(StandardCharsets.UTF_8),
        ("3" + good).getBytes(StandardCharsets.UTF_8));
  }
}
