package dev.muster.proof.fuzz;

import dev.muster.provider.Secret;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.Sessions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The session cookie: as text from outside, and as bytes under the host's own key. The first byte
 * tells which.
 */
final class SessionCookieTarget implements FuzzTarget {
  private static final String PURPOSE = "session:__Host-muster";

  private final FuzzHost host = new FuzzHost();
  private final Sessions sessions = host.sessions();
  private final String good = host.signIn(sessions);

  /** A fuzzer sees what is compared, and so learns what was sealed here. */
  private final Set<String> sealedHere = new HashSet<>(Set.of(good));

  @Override
  public void tryOut(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    boolean underSeal = (input[0] & 1) == 1;
    String text =
        underSeal ? FuzzHost.sealed(good, PURPOSE, rest) : new String(rest, StandardCharsets.UTF_8);
    if (underSeal) {
      sealedHere.add(text);
    }
    Authentication who = sessions.authenticate(new Credential.Cookie(Secret.of(text)));
    if (who instanceof Authentication.Authenticated in) {
      if (!in.session().provider().equals(FuzzHost.INSTANCE)) {
        throw new AssertionError("a session of another provider");
      }
      if (!sealedHere.contains(text)) {
        throw new AssertionError("somebody whom nobody sealed");
      }
    } else if (!sealedHere.contains(text) && !(who instanceof Authentication.Invalid)) {
      throw new AssertionError("what nobody sealed is " + who);
    }
    if (sessions
        .logout(new Credential.Cookie(Secret.of(underSeal ? text : "x" + text)))
        .isEmpty()) {
      throw new AssertionError("no cookie is cleared");
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
        "0m1.00000000.AAAA".getBytes(StandardCharsets.UTF_8),
        sealed);
  }
}
