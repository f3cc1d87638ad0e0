package dev.muster.proof.fuzz;

import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.session.LoginResult;
import dev.muster.session.LoginStart;
import dev.muster.session.SessionFormat;
import dev.muster.session.Sessions;
import dev.muster.session.SetCookie;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The header that sets a cookie: no name, value or domain adds an attribute or a header. */
final class SetCookieTarget implements FuzzTarget {
  private static final Pattern HEADER =
      Pattern.compile(
          "[A-Za-z0-9_-]+=[\\x21\\x23-\\x2b\\x2d-\\x3a\\x3c-\\x5b\\x5d-\\x7e]*; Path=/;"
              + " Max-Age=\\d+(; Domain=[a-z0-9.-]+)?; Secure; HttpOnly; SameSite=Lax");

  private final FuzzHost host = new FuzzHost();
  private String text = "";
  private final Sessions sessions = host.sessions(host.settings().format(new TextAsItIs()).build());

  /** A form of the host's that seals into any text. */
  private final class TextAsItIs implements SessionFormat {
    @Override
    public Secret seal(ProviderSession session) {
      return Secret.of(text);
    }

    @Override
    public Optional<Opened> open(Secret cookie) {
      return Optional.empty();
    }
  }

  @Override
  public void tryOut(byte[] input) {
    text = new String(input, StandardCharsets.UTF_8);
    LoginResult result = host.finish(sessions, (LoginStart.Redirect) sessions.startLogin("/"));
    result.cookies().forEach(SetCookieTarget::assertOneCookie);
    String[] parts = text.split("\0", 3);
    try {
      assertOneCookie(
          new SetCookie(
              parts[0],
              Secret.of(parts.length > 1 ? parts[1] : ""),
              Duration.ofMinutes(1),
              parts.length > 2 ? parts[2] : null));
    } catch (IllegalArgumentException refused) {
      if (parts.length > 1 && parts[1].length() > 80 && refused.getMessage().contains(parts[1])) {
        throw new AssertionError("a refusal repeats the value", refused);
      }
    }
  }

  private static void assertOneCookie(SetCookie cookie) {
    if (!HEADER.matcher(cookie.header()).matches()) {
      throw new AssertionError("`" + cookie.header() + "` is not one cookie");
    }
  }

  @Override
  public List<byte[]> seeds() {
    return Stream.of(
            "name\0value\0host.example",
            "__Host-muster\0m1.00000000.AAAA",
            "a\0b; Domain=evil.example\0c",
            "a\0b\r\nSet-Cookie: c=d",
            "a=b; Path=/x\0c")
        .map(each -> each.getBytes(StandardCharsets.UTF_8))
        .toList();
  }
}
