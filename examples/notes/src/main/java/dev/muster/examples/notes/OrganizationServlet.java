package dev.muster.examples.notes;

import dev.muster.account.CreationResult;
import dev.muster.account.OrganizationCreation;
import dev.muster.account.OrganizationSwitch;
import dev.muster.account.SwitchResult;
import dev.muster.decision.Problem;
import dev.muster.name.OrganizationSlug;
import dev.muster.servlet.MusterRequest;
import dev.muster.servlet.Problems;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /organizations} makes one, and {@code POST /organizations/{organization}/switch}
 * moves the browser's session there.
 */
final class OrganizationServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient OrganizationCreation creation;
  private final transient OrganizationSwitch switching;

  OrganizationServlet(OrganizationCreation creation, OrganizationSwitch switching) {
    this.creation = creation;
    this.switching = switching;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getPathInfo() == null) {
      create(request, response);
    } else {
      move(request, response);
    }
  }

  private void create(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Optional<OrganizationSlug> slug = Json.text(request, "slug").flatMap(OrganizationSlug::parse);
    Optional<String> name =
        Json.text(request, "name").filter(n -> !n.isBlank() && n.length() <= 255);
    if (slug.isEmpty() || name.isEmpty()) {
      Problems.write(response, Problem.INVALID_INPUT);
      return;
    }
    CreationResult result = creation.create(MusterRequest.pass(request), slug.get(), name.get());
    if (result instanceof CreationResult.Created created) {
      Answers.set(response, created.cookies());
      Map<String, String> body =
          Map.of("id", created.organization().value(), "slug", created.slug().value());
      Json.write(response, 201, body);
    } else if (result instanceof CreationResult.ResetRequired reset) {
      Answers.set(response, reset.cookies());
      Problems.write(response, Problem.SESSION_RESET_REQUIRED);
    } else if (result instanceof CreationResult.Unavailable unavailable) {
      Answers.unavailable(response, unavailable.retryAfter(), unavailable.organization());
    } else if (result instanceof CreationResult.WrongCredential) {
      Problems.write(response, Problem.WRONG_CREDENTIAL);
    } else if (result instanceof CreationResult.SlugReserved) {
      Problems.write(response, Problem.INVALID_INPUT);
    } else {
      Problems.write(response, Problem.CONFLICT);
    }
  }

  /** The filter has checked the membership: the pass is for the organization in the path. */
  private void move(HttpServletRequest request, HttpServletResponse response) throws IOException {
    SwitchResult result = switching.to(MusterRequest.pass(request));
    Answers.set(response, result.cookies());
    if (result instanceof SwitchResult.Switched switched) {
      Json.write(response, 200, Map.of("organization", switched.organization().value()));
    } else if (result instanceof SwitchResult.Unavailable unavailable) {
      Answers.unavailable(response, unavailable.retryAfter(), unavailable.organization());
    } else if (result instanceof SwitchResult.ResetRequired) {
      Problems.write(response, Problem.SESSION_RESET_REQUIRED);
    } else {
      Problems.write(response, Problem.WRONG_CREDENTIAL);
    }
  }
}
