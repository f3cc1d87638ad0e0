package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.http.ClientGrants.Given;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The token endpoint for public clients (RFC 6749 with RFC 7636) and the end of a session (RFC
 * 7009). Each exchange, refresh and end is one call of the fake, counted and hit by its faults.
 */
final class TokenRoutes {
  private final FakeIdentityProvider provider;
  private final ClientGrants grants;
  private final AccessTokens tokens;

  TokenRoutes(FakeIdentityProvider provider, ClientGrants grants, AccessTokens tokens) {
    this.provider = provider;
    this.grants = grants;
    this.tokens = tokens;
  }

  Answer answer(Request request) {
    try {
      Map<String, String> form = request.form();
      if (request.key() != null || form.containsKey("client_secret")) {
        return error(401, "invalid_client");
      }
      String client = ClientGrants.client(form);
      if (client == null) {
        return error(400, "invalid_request");
      }
      return request.is("POST", "revoke") ? revoke(form, client) : grant(form, client);
    } catch (IllegalArgumentException unreadable) {
      return error(400, "invalid_request");
    }
  }

  private Answer grant(Map<String, String> form, String client) {
    return switch (field(form, "grant_type")) {
      case "authorization_code" -> exchange(form, client);
      case "refresh_token" -> refresh(form, client);
      default -> error(400, "unsupported_grant_type");
    };
  }

  private Answer exchange(Map<String, String> form, String client) {
    String code = field(form, "code");
    String verifier = field(form, "code_verifier");
    URI back = URI.create(field(form, "redirect_uri"));
    if (!grants.isCodeOf(client, code)) {
      return error(400, "invalid_grant");
    }
    try {
      return given(provider.exchangeCode(Secret.of(code), Secret.of(verifier), back), client);
    } catch (Rejected rejected) {
      if (rejected.code().equals("invalid_grant")) {
        return error(400, "invalid_grant");
      }
      throw rejected;
    }
  }

  private Answer refresh(Map<String, String> form, String client) {
    String token = field(form, "refresh_token");
    if (grants.token(token).filter(given -> given.client().equals(client)).isEmpty()) {
      return error(400, "invalid_grant");
    }
    return provider.refresh(Secret.of(token), null) instanceof RefreshOutcome.Rotated rotated
        ? given(rotated.session(), client)
        : error(400, "invalid_grant");
  }

  /* RFC 7009, 2.2: a token that is no good is revoked already. */
  private Answer revoke(Map<String, String> form, String client) {
    Optional<Given> given =
        grants.token(field(form, "token")).filter(one -> one.client().equals(client));
    given.ifPresent(one -> provider.endSession(one.sessionId(), Secret.of("")));
    return Answer.done();
  }

  private Answer given(ProviderSession session, String client) {
    grants.token(session.refreshToken().reveal(), new Given(client, session.sessionId()));
    return Answer.ok(tokens.answer(session, client));
  }

  private static String field(Map<String, String> form, String name) {
    String value = form.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(name);
    }
    return value;
  }

  private static Answer error(int status, String code) {
    return Answer.json(status, JsonNodeFactory.instance.objectNode().put("error", code));
  }
}
