package dev.muster.examples.notes;

import dev.muster.decision.Pass;
import dev.muster.decision.Problem;
import dev.muster.lifecycle.Invitations;
import dev.muster.lifecycle.LifecycleResult;
import dev.muster.name.InvitationId;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Invitation;
import dev.muster.servlet.MusterRequest;
import dev.muster.servlet.Problems;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /invitations/{organization}} invites, {@code DELETE
 * /invitations/{organization}/{invitation}} takes an invitation back, and {@code POST
 * /accept/{invitation}} accepts one.
 */
final class InvitationServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Invitations invitations;

  InvitationServlet(Invitations invitations) {
    this.invitations = invitations;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Pass pass = MusterRequest.pass(request);
    if (request.getServletPath().equals("/accept")) {
      Answers.done(
          response, invitations.accept(pass, new InvitationId(Answers.lastSegment(request))));
      return;
    }
    Optional<String> email =
        Json.text(request, "email").filter(text -> text.matches("[!-~]{1,200}@[!-~]{1,50}"));
    if (email.isEmpty()) {
      Problems.write(response, Problem.INVALID_INPUT);
      return;
    }
    LifecycleResult<Invitation> result =
        invitations.invite(pass, email.get(), new RoleSlug("member"));
    if (result instanceof LifecycleResult.Done<Invitation> done) {
      Json.write(response, 201, Map.of("id", done.value().id().value()));
    } else {
      Answers.refused(response, result);
    }
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    InvitationId id = new InvitationId(Answers.lastSegment(request));
    Answers.done(response, invitations.revoke(MusterRequest.pass(request), id));
  }
}
