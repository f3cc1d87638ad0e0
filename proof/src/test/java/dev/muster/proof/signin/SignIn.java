package dev.muster.proof.signin;

import dev.muster.name.UserId;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.session.LoginResult;
import dev.muster.session.LoginStart;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.session.Sessions;
import dev.muster.session.SetCookie;
import dev.muster.testkit.FakeIdentityProvider;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole code flow at the fake provider, in one step. */
public final class SignIn {
  private static final URI CALLBACK = URI.create("https://notes.example/callback");

  private SignIn() {}

  /** Settings of a host at {@code https://notes.example} with a key of its own. */
  public static SessionSettings settings() {
    return builder().build();
  }

  /** Settings of a host with another callback, and with a key of its own. */
  public static SessionSettings settings(URI callback) {
    return builder().redirectUri(callback).build();
  }

  /** The settings of {@link #settings()}, to be changed. */
  public static SessionSettings.Builder builder() {
    return SessionSettings.builder().key(SealKey.random(new SecureRandom())).redirectUri(CALLBACK);
  }

  /** Signs a user in, and gives the session cookie. */
  public static SetCookie at(FakeIdentityProvider provider, Sessions sessions, UserId user) {
    return onTheWayTo("/", provider, sessions, user).cookies().get(0);
  }

  /** Signs a user in who was on the way somewhere, and gives what it came to. */
  public static LoginResult onTheWayTo(
      String returnTo, FakeIdentityProvider provider, Sessions sessions, UserId user) {
    LoginStart.Redirect start = (LoginStart.Redirect) sessions.startLogin(returnTo);
    Map<String, String> query = query(start.location());
    AuthorizationRequest request =
        new AuthorizationRequest(CALLBACK, query.get("state"), query.get("code_challenge"));
    Map<String, String> back = query(provider.authorize(request, user));
    return sessions.finishLogin(
        back.get("code"), back.get("state"), null, List.of(start.cookie().value().reveal()));
  }

  /** The parameters of an address. */
  public static Map<String, String> query(URI uri) {
    Map<String, String> query = new HashMap<>();
    for (String pair : uri.getQuery().split("&", -1)) {
      int equals = pair.indexOf('=');
      query.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return query;
  }
}
