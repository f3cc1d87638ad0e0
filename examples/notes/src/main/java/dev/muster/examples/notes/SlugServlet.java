package dev.muster.examples.notes;

import dev.muster.account.RenameResult;
import dev.muster.account.ScopeNames;
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
 * {@code POST /me/slug} gives the person a slug, and {@code POST /slugs/{organization}} changes the
 * slug of an organization or of the person: of whatever the pass is for.
 */
final class SlugServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient ScopeNames names;

  SlugServlet(ScopeNames names) {
    this.names = names;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<OrganizationSlug> slug = Json.text(request, "slug").flatMap(OrganizationSlug::parse);
    if (slug.isEmpty()) {
      Problems.write(response, Problem.INVALID_INPUT);
      return;
    }
    boolean force = Json.text(request, "force").filter("yes"::equals).isPresent();
    RenameResult result = names.rename(MusterRequest.pass(request), slug.get(), force);
    if (result instanceof RenameResult.Renamed renamed) {
      Json.write(response, 200, Map.of("slug", renamed.slug().value()));
    } else if (result instanceof RenameResult.Unavailable) {
      Answers.unavailable(response, null, null);
    } else {
      Problems.write(response, result.problem().orElseThrow());
    }
  }
}
