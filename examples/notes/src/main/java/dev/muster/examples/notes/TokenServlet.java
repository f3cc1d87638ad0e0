package dev.muster.examples.notes;

import dev.muster.decision.Problem;
import dev.muster.name.TokenId;
import dev.muster.servlet.MusterRequest;
import dev.muster.servlet.Problems;
import dev.muster.token.OrganizationTokens;
import dev.muster.token.TokenIssue;
import dev.muster.token.TokenRevocation;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * {@code POST /tokens/{organization}} issues a token, shown this once, and {@code DELETE
 * /tokens/{organization}/{token}} revokes it by its id.
 */
final class TokenServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient OrganizationTokens tokens;

  TokenServlet(OrganizationTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String label = Json.text(request, "label").filter(text -> text.length() <= 100).orElse("");
    TokenIssue result = tokens.issue(MusterRequest.pass(request), label);
    if (result instanceof TokenIssue.Issued issued) {
      Map<String, Object> body =
          Map.of(
              "id", issued.id().value(),
              "token", issued.token().reveal(),
              "seconds", issued.lifetime().toSeconds());
      Json.write(response, 201, body);
    } else if (result instanceof TokenIssue.CapReached) {
      Problems.write(response, Problem.LIMIT_REACHED);
    } else if (result instanceof TokenIssue.NotAMember) {
      Problems.write(response, Problem.NOT_A_MEMBER);
    } else if (result instanceof TokenIssue.WrongCredential) {
      Problems.write(response, Problem.WRONG_CREDENTIAL);
    } else {
      Answers.unavailable(response, null, null);
    }
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    TokenId id;
    try {
      id = new TokenId(Answers.lastSegment(request));
    } catch (IllegalArgumentException garbage) {
      Problems.write(response, Problem.NOT_FOUND);
      return;
    }
    TokenRevocation result = tokens.revoke(MusterRequest.pass(request), id);
    if (result instanceof TokenRevocation.Revoked) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else if (result instanceof TokenRevocation.Unknown) {
      Problems.write(response, Problem.NOT_FOUND);
    } else {
      Answers.unavailable(response, null, null);
    }
  }
}
