package dev.muster.examples.notes;

import dev.muster.decision.Pass;
import dev.muster.decision.Problem;
import dev.muster.name.OrganizationId;
import dev.muster.scope.OrganizationChoice;
import dev.muster.scope.ScopeChoices;
import dev.muster.servlet.MusterRequest;
import dev.muster.servlet.Problems;
import dev.muster.session.Session;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The pages and what they load. They hold nothing of anybody's: their scripts ask for that. The
 * filter has decided who may open which.
 */
final class PageServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  private static final Map<String, String> TYPES =
      Map.of("css", "text/css", "js", "text/javascript");

  private final transient Pages pages = new Pages();
  private final transient Function<Session, ScopeChoices.Result> choices;

  PageServlet(Function<Session, ScopeChoices.Result> choices) {
    this.choices = choices;
  }

  /** What it is mapped to. */
  static String[] patterns() {
    List<String> patterns =
        new ArrayList<>(List.of("", "/start", "/onboarding", "/organizations", "/work/*"));
    patterns.addAll(Pages.ASSETS);
    return patterns.toArray(String[]::new);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI();
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
    if (path.equals("/")) {
      home(request, response);
    } else if (Pages.ASSETS.contains(path)) {
      response.setHeader("Cache-Control", "no-cache");
      String ending = path.substring(path.lastIndexOf('.') + 1);
      send(request, response, path, TYPES.getOrDefault(ending, "application/octet-stream"));
    } else {
      // Nor may what is public be kept: Back after a sign-out asks the service anew.
      response.setHeader("Cache-Control", "no-store");
      send(request, response, page(path), "text/html");
    }
  }

  private static String page(String path) {
    if (path.startsWith("/work/")) {
      return path.endsWith("/members") ? "members" : "notes";
    }
    return path.substring(1);
  }

  private void send(
      HttpServletRequest request, HttpServletResponse response, String name, String type)
      throws IOException {
    byte[] bytes = pages.find(name);
    if (bytes == null) {
      Problems.write(request, response, Problem.NOT_FOUND);
      return;
    }
    response.setContentType(type + ";charset=utf-8");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** To where the session works, or to the only organization, or to the choice. */
  private void home(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Pass pass = MusterRequest.pass(request);
    ScopeChoices.Result offered = choices.apply(pass.scope().session());
    if (!(offered instanceof ScopeChoices.Result.Offered all)) {
      // The page for the choice says why, and tries again.
      response.sendRedirect("/organizations");
      return;
    }
    Optional<OrganizationId> here =
        pass.scope().fold(personal -> Optional.empty(), there -> Optional.of(there.id()));
    List<OrganizationChoice> many = all.organizations();
    Optional<OrganizationChoice> first =
        many.size() == 1
            ? Optional.of(many.get(0))
            : many.stream().filter(one -> here.equals(Optional.of(one.id()))).findFirst();
    response.sendRedirect(
        first.map(PageServlet::work).orElse(many.isEmpty() ? "/onboarding" : "/organizations"));
  }

  private static String work(OrganizationChoice choice) {
    String name = choice.slug() == null ? choice.id().value() : choice.slug().value();
    return "/work/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
  }
}
