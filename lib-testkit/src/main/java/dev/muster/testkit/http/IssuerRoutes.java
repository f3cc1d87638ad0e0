package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.mint.AccessTokenMinter;
import java.net.URI;

/**
 * The fake as an issuer of access tokens for public clients, as a command line is one: what it
 * publishes, and where tokens are had. No call of it wants the API key.
 */
final class IssuerRoutes {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final URI issuer;
  private final TokenRoutes tokens;
  private final AccessTokenMinter minter;

  IssuerRoutes(FakeIdentityProvider provider, URI issuer, ClientGrants grants) {
    this.issuer = issuer;
    minter = AccessTokenMinter.of(issuer.toString(), "", provider.clock()).withNewKey();
    tokens = new TokenRoutes(provider, grants, new AccessTokens(minter));
  }

  AccessTokenMinter minter(String audience) {
    return minter.withAudience(audience);
  }

  boolean isFor(Request request) {
    return request.is("GET", ".well-known", "openid-configuration")
        || request.is("GET", "jwks")
        || request.is("POST", "token")
        || request.is("POST", "revoke");
  }

  Answer answer(Request request) {
    if (request.is("GET", "jwks")) {
      return Answer.json(200, minter.jwks());
    }
    return request.method().equals("GET") ? Answer.ok(configuration()) : tokens.answer(request);
  }

  private ObjectNode configuration() {
    ObjectNode node =
        JSON.objectNode()
            .put("issuer", issuer.toString())
            .put("authorization_endpoint", issuer + "/authorize")
            .put("token_endpoint", issuer + "/token")
            .put("revocation_endpoint", issuer + "/revoke")
            .put("jwks_uri", issuer + "/jwks");
    node.putArray("response_types_supported").add("code");
    node.putArray("grant_types_supported").add("authorization_code").add("refresh_token");
    node.putArray("code_challenge_methods_supported").add("S256");
    node.putArray("token_endpoint_auth_methods_supported").add("none");
    node.putArray("subject_types_supported").add("public");
    node.putArray("id_token_signing_alg_values_supported").add("RS256");
    return node;
  }
}
