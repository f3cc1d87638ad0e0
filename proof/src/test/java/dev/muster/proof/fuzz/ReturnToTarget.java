package dev.muster.proof.fuzz;

import dev.muster.proof.attack.UrlReaders;
import dev.muster.session.LoginResult;
import dev.muster.session.LoginStart;
import dev.muster.session.Sessions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The way back: whatever it is, every reader of URLs stays at the host. */
final class ReturnToTarget implements FuzzTarget {
  private static final String HOME = "/home";

  private final FuzzHost host = new FuzzHost();
  private final Sessions sessions = host.sessions();

  @Override
  public void tryOut(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    LoginResult result = host.finish(sessions, (LoginStart.Redirect) sessions.startLogin(text));
    if (!(result instanceof LoginResult.SignedIn in)) {
      throw new AssertionError("the way back `" + text + "` hinders the sign-in");
    }
    String led = in.returnTo();
    if (!led.equals(HOME) && !led.equals(text)) {
      throw new AssertionError("the way back `" + text + "` was changed into `" + led + "`");
    }
    if (!UrlReaders.stay(FuzzHost.CALLBACK, led)) {
      throw new AssertionError("the way back `" + led + "` leads elsewhere");
    }
  }

  @Override
  public List<byte[]> seeds() {
    return Stream.of(
            "/",
            "/orgs/acme/notes?tab=all#top",
            "/orgs/caf%C3%A9",
            "//evil.example",
            "/\\evil.example",
            "/%2f%2fevil.example",
            "/%252fevil.example",
            "/.//evil.example",
            "/\t/evil.example",
            "/;@evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/\uff0fevil.example")
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toList();
  }
}
