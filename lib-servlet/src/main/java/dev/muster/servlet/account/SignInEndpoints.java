package dev.muster.servlet.account;

import dev.muster.decision.Problem;
import dev.muster.servlet.Credentials;
import dev.muster.session.LoginResult;
import dev.muster.session.LoginStart;
import dev.muster.session.Sessions;
import dev.muster.session.SetCookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;

/** Sign-in at the provider, and sign-out. */
final class SignInEndpoints {
  private final Sessions sessions;
  private final String login;

  SignInEndpoints(Sessions sessions, String login) {
    this.sessions = sessions;
    this.login = login;
  }

  Answer login(Call call) {
    if (call.isHead()) {
      return new Answer.NotAllowed("GET");
    }
    LoginStart start = sessions.startLogin(call.query("returnTo"), loginCookies(call));
    return start instanceof LoginStart.Redirect redirect
        ? new Answer.Redirect(302, redirect.location().toString(), List.of(redirect.cookie()))
        : new Answer.Unavailable(((LoginStart.Unavailable) start).retryAfter(), null);
  }

  /** A code is spent by a GET alone: whoever only looks at links sends a HEAD. */
  Answer callback(Call call) {
    if (call.isHead()) {
      return new Answer.NotAllowed("GET");
    }
    LoginResult result =
        sessions.finishLogin(
            call.query("code"), call.query("state"), call.query("error"), loginCookies(call));
    if (result instanceof LoginResult.SignedIn in) {
      return new Answer.Redirect(302, in.returnTo(), in.cookies());
    }
    if (result instanceof LoginResult.Restart restart) {
      return new Answer.Redirect(302, call.within(login), restart.cookies());
    }
    if (result instanceof LoginResult.Unavailable unavailable) {
      return new Answer.Unavailable(unavailable.retryAfter(), null);
    }
    return new Answer.Refused(problem(result), Map.of(), result.cookies());
  }

  private static Problem problem(LoginResult refused) {
    if (refused instanceof LoginResult.StateMismatch) {
      return Problem.STATE_MISMATCH;
    }
    return refused instanceof LoginResult.NoAccount
        ? Problem.NO_ACCOUNT
        : Problem.INVALID_CREDENTIAL;
  }

  /**
   * A page of a foreign site can't sign anybody out, also where the browser keeps the cookie back
   * and would only take the clearing.
   */
  Answer logout(Call call) {
    HttpServletRequest request = call.request();
    if (Credentials.isFromForeignPage(request, sessions.settings())) {
      return Answer.refused(Problem.REFUSED);
    }
    List<SetCookie> cleared = sessions.logout(Credentials.of(request, sessions.settings()));
    return isForm(request)
        ? new Answer.Redirect(303, sessions.settings().home(), cleared)
        : new Answer.Done(204, cleared);
  }

  /** Whether a person looks at the answer: a form of a page was sent. */
  private static boolean isForm(HttpServletRequest request) {
    String mode = request.getHeader("Sec-Fetch-Mode");
    if (mode != null) {
      return mode.equals("navigate");
    }
    String accept = request.getHeader("Accept");
    String type = request.getHeader("Content-Type");
    return accept != null
        && accept.contains("text/html")
        && type != null
        && type.startsWith("application/x-www-form-urlencoded");
  }

  private List<String> loginCookies(Call call) {
    return Credentials.cookies(call.request(), sessions.settings().loginCookieName());
  }
}
