package dev.muster.examples.notes;

import dev.muster.decision.Pass;
import dev.muster.decision.Problem;
import dev.muster.jdbi.MembershipMovedException;
import dev.muster.servlet.MusterRequest;
import dev.muster.servlet.Problems;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /orgs/{organization}/notes}, where a person's own slug stands for the person as an
 * organization's does for the organization, and {@code /home} for the notes of where the session
 * works: the filter has checked; the pass says where.
 */
final class NotesServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient NotesTable notes;

  NotesServlet(NotesTable notes) {
    this.notes = notes;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Pass pass = MusterRequest.pass(request);
    Object list = notes.list(pass);
    Json.write(
        response,
        200,
        request.getServletPath().equals("/home")
            ? Map.of("organization", pass.organization().value(), "notes", list)
            : list);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<String> text =
        Json.text(request, "text").filter(t -> !t.isBlank() && t.length() <= NotesTable.MAX_TEXT);
    if (text.isEmpty()) {
      Problems.write(request, response, Problem.INVALID_INPUT);
      return;
    }
    try {
      long id = notes.add(MusterRequest.pass(request), text.get());
      Json.write(response, 201, Map.of("id", id));
    } catch (MembershipMovedException moved) {
      moved(request, response, moved);
    }
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String id = MusterRequest.variable(request, "note");
    try {
      boolean deleted =
          id.matches("[0-9]{1,18}")
              && notes.delete(MusterRequest.pass(request), Long.parseLong(id));
      if (deleted) {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      } else {
        Problems.write(request, response, Problem.NOT_FOUND);
      }
    } catch (MembershipMovedException moved) {
      moved(request, response, moved);
    }
  }

  /** The membership ended or changed since the filter checked; nothing was written. */
  private static void moved(
      HttpServletRequest request, HttpServletResponse response, MembershipMovedException moved)
      throws IOException {
    if (moved.isMember()) {
      Answers.unavailable(request, response);
    } else {
      Problems.write(request, response, Problem.NOT_A_MEMBER);
    }
  }
}
