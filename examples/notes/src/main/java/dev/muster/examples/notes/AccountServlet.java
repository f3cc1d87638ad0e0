package dev.muster.examples.notes;

import dev.muster.Muster;
import dev.muster.decision.Pass;
import dev.muster.decision.Problem;
import dev.muster.name.OrganizationId;
import dev.muster.scope.OrganizationChoice;
import dev.muster.scope.ScopeChoices;
import dev.muster.servlet.Credentials;
import dev.muster.servlet.MusterRequest;
import dev.muster.servlet.Problems;
import dev.muster.session.LoginResult;
import dev.muster.session.LoginStart;
import dev.muster.session.Sessions;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sign-in, sign-out, who am I and where can I work. */
final class AccountServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Muster muster;
  private final transient Sessions sessions;

  AccountServlet(Muster muster, Sessions sessions) {
    this.muster = muster;
    this.sessions = sessions;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (request.getServletPath()) {
      case "/login" -> login(request, response);
      case "/callback" -> callback(request, response);
      case "/me" -> me(request, response);
      default -> Problems.write(response, Problem.METHOD_NOT_ALLOWED);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getServletPath().equals("/logout")) {
      Answers.set(response, sessions.logout(Credentials.of(request, sessions.settings())));
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else {
      Problems.write(response, Problem.METHOD_NOT_ALLOWED);
    }
  }

  private void login(HttpServletRequest request, HttpServletResponse response) throws IOException {
    LoginStart start =
        sessions.startLogin(
            request.getParameter("returnTo"),
            Credentials.cookies(request, sessions.settings().loginCookieName()));
    if (start instanceof LoginStart.Redirect redirect) {
      Answers.set(response, List.of(redirect.cookie()));
      response.sendRedirect(redirect.location().toString());
    } else {
      Answers.unavailable(response, ((LoginStart.Unavailable) start).retryAfter(), null);
    }
  }

  private void callback(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LoginResult result =
        sessions.finishLogin(
            request.getParameter("code"),
            request.getParameter("state"),
            request.getParameter("error"),
            Credentials.cookies(request, sessions.settings().loginCookieName()));
    Answers.set(response, result.cookies());
    if (result instanceof LoginResult.SignedIn in) {
      response.sendRedirect(in.returnTo());
    } else if (result instanceof LoginResult.Restart) {
      response.sendRedirect("/login");
    } else if (result instanceof LoginResult.StateMismatch) {
      Problems.write(response, Problem.STATE_MISMATCH);
    } else if (result instanceof LoginResult.NoAccount) {
      Problems.write(response, Problem.NO_ACCOUNT);
    } else if (result instanceof LoginResult.Unavailable unavailable) {
      Answers.unavailable(response, unavailable.retryAfter(), null);
    } else {
      Problems.write(response, Problem.INVALID_CREDENTIAL);
    }
  }

  private void me(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Pass pass = MusterRequest.pass(request);
    ScopeChoices.Result offered = muster.scopes(pass.scope().session());
    if (!(offered instanceof ScopeChoices.Result.Offered all)) {
      Answers.unavailable(response, null, null);
      return;
    }
    Optional<OrganizationId> here =
        pass.scope().fold(personal -> Optional.empty(), there -> Optional.of(there.id()));
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("user", pass.user().value());
    body.put(
        "organization",
        all.organizations().stream()
            .filter(choice -> here.equals(Optional.of(choice.id())))
            .findFirst()
            .map(AccountServlet::told)
            .orElse(null));
    body.put(
        "personal",
        all.personal() == null || all.personal().slug() == null
            ? null
            : all.personal().slug().value());
    body.put("organizations", all.organizations().stream().map(AccountServlet::told).toList());
    Json.write(response, 200, body);
  }

  private static Map<String, @Nullable Object> told(OrganizationChoice choice) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("id", choice.id().value());
    told.put("slug", choice.slug() == null ? null : choice.slug().value());
    told.put("name", choice.name());
    told.put("role", choice.role() == null ? null : choice.role().value());
    return told;
  }
}
