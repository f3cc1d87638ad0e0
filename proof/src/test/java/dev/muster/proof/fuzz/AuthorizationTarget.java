package dev.muster.proof.fuzz;

import dev.muster.name.UserId;
import dev.muster.session.Authentication;
import dev.muster.session.BearerSessions;
import dev.muster.session.Credential;
import dev.muster.session.Sessions;
import dev.muster.session.TokenAuthenticator.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Authorization headers, one a line, beside the good cookie of somebody else. */
final class AuthorizationTarget implements FuzzTarget {
  private static final UserId BOB = new UserId("user_bob");
  private static final String TOKEN = "good-token";

  private final FuzzHost host = new FuzzHost();
  private final Sessions sessions = host.sessions();
  private final String cookie = host.signIn(sessions);
  private final BearerSessions bearers =
      new BearerSessions(
          FuzzHost.INSTANCE,
          token -> {
            if (!token.reveal().matches("[A-Za-z0-9._~+/-]+=*")) {
              throw new AssertionError("no token: `" + token.reveal() + "`");
            }
            return token.reveal().equals(TOKEN)
                ? new Outcome.Verified(BOB, "session_bob", null, null)
                : new Outcome.Bad();
          },
          sessions,
          event -> {});

  @Override
  public void tryOut(byte[] input) {
    List<String> headers = List.of(new String(input, StandardCharsets.UTF_8).split("\n", -1));
    Credential credential = Credential.of(headers, List.of(cookie));
    Authentication who =
        credential instanceof Credential.Header header
            ? bearers.authenticate(header)
            : sessions.authenticate(credential);
    boolean good =
        headers.size() == 1 && headers.get(0).matches("[Bb][Ee][Aa][Rr][Ee][Rr] " + TOKEN);
    if (who instanceof Authentication.Authenticated in
        ? !good || !in.session().user().equals(BOB)
        : good || !(who instanceof Authentication.Invalid)) {
      throw new AssertionError("the headers " + headers + " came to " + who);
    }
  }

  @Override
  public List<byte[]> seeds() {
    return Stream.of(
            "Bearer " + TOKEN,
            "bearer " + TOKEN,
            "Bearer\t" + TOKEN,
            "Bearer  " + TOKEN,
            "Bearer " + TOKEN + "\nBearer " + TOKEN,
            "Bearer " + TOKEN + ",Bearer x",
            "Basic YTpi",
            "")
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toList();
  }
}
