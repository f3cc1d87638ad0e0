package dev.muster.servlet.account;

import dev.muster.decision.Problem;
import dev.muster.name.TokenId;
import dev.muster.token.OrganizationTokens;
import dev.muster.token.TokenList;

/** The caller's own tokens in an organization. */
final class TokenEndpoints {
  private final OrganizationTokens tokens;

  TokenEndpoints(OrganizationTokens tokens) {
    this.tokens = tokens;
  }

  Answer list(Call call) {
    TokenList result = tokens.list(call.pass());
    return result instanceof TokenList.Listed listed
        ? Answer.ok(Shapes.list("tokens", listed.tokens(), Shapes::token))
        : Answer.unavailable(((TokenList.Unavailable) result).failure());
  }

  Answer issue(Call call) {
    return Outcomes.of(
        tokens.issue(call.pass(), call.body().optional("label").orElse("")),
        issued -> Answer.created(Shapes.issued(issued)));
  }

  Answer revoke(Call call) {
    TokenId token = call.named("token", TokenId::new, Problem.NOT_FOUND);
    return Outcomes.of(tokens.revoke(call.pass(), token));
  }
}
