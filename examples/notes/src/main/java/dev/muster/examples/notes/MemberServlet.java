package dev.muster.examples.notes;

import dev.muster.decision.Pass;
import dev.muster.decision.Problem;
import dev.muster.lifecycle.LifecycleResult;
import dev.muster.lifecycle.Members;
import dev.muster.lifecycle.OrganizationMember;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.servlet.MusterRequest;
import dev.muster.servlet.Problems;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /members/{organization}} lists members, {@code POST} and {@code DELETE
 * /members/{organization}/{user}} change a role and remove one, and {@code POST
 * /leave/{organization}} leaves.
 */
final class MemberServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Members members;

  MemberServlet(Members members) {
    this.members = members;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LifecycleResult<List<OrganizationMember>> result = members.list(MusterRequest.pass(request));
    if (result instanceof LifecycleResult.Done<List<OrganizationMember>> done) {
      Json.write(response, 200, done.value().stream().map(MemberServlet::told).toList());
    } else {
      Answers.refused(response, result);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Pass pass = MusterRequest.pass(request);
    if (request.getServletPath().equals("/leave")) {
      Answers.done(response, members.leave(pass));
      return;
    }
    Optional<String> role = Json.text(request, "role").filter(text -> text.matches("[a-z]{1,20}"));
    if (role.isEmpty()) {
      Problems.write(response, Problem.INVALID_INPUT);
      return;
    }
    UserId user = new UserId(Answers.lastSegment(request));
    Answers.done(response, members.changeRole(pass, user, new RoleSlug(role.get())));
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    UserId user = new UserId(Answers.lastSegment(request));
    Answers.done(response, members.remove(MusterRequest.pass(request), user));
  }

  private static Map<String, @Nullable Object> told(OrganizationMember member) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("user", member.user().value());
    told.put("email", member.email());
    told.put("status", member.status().name());
    told.put("role", member.role() == null ? null : member.role().value());
    return told;
  }
}
