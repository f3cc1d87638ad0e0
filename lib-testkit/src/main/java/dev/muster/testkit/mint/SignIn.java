package dev.muster.testkit.mint;

import dev.muster.name.UserId;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.session.LoginResult;
import dev.muster.session.LoginStart;
import dev.muster.session.Sessions;
import dev.muster.testkit.FakeIdentityProvider;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A whole sign-in through the front door: to the fake's page, as a person there, and back. */
final class SignIn {
  private final FakeIdentityProvider fake;

  SignIn(FakeIdentityProvider fake) {
    this.fake = fake;
  }

  LoginResult.SignedIn of(UserId user, Sessions sessions) {
    LoginStart.Redirect start = start(sessions);
    Map<String, String> asked = query(start.location());
    Map<String, String> back =
        query(
            fake.authorize(
                new AuthorizationRequest(
                    sessions.settings().redirectUri(),
                    asked.getOrDefault("state", ""),
                    asked.getOrDefault("code_challenge", "")),
                user));
    LoginResult result =
        sessions.finishLogin(
            back.get("code"), back.get("state"), null, List.of(start.cookie().value().reveal()));
    if (result instanceof LoginResult.SignedIn signedIn) {
      return signedIn;
    }
    throw failed(user, result);
  }

  static LoginStart.Redirect start(Sessions sessions) {
    LoginStart start = sessions.startLogin(null);
    if (start instanceof LoginStart.Redirect redirect) {
      return redirect;
    }
    throw new IllegalStateException("no sign-in can begin: the provider's page is not known now");
  }

  static IllegalStateException failed(UserId user, Object outcome) {
    return new IllegalStateException(
        "the sign-in of `" + user + "` came to " + outcome.getClass().getSimpleName());
  }

  private static Map<String, String> query(URI address) {
    Map<String, String> query = new HashMap<>();
    for (String pair : address.getRawQuery().split("&", -1)) {
      int equals = pair.indexOf('=');
      query.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return query;
  }
}
