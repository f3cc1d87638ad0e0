package dev.muster.oidc;

import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;

/** The ID tokens that an issuer's token endpoint gives to a client. */
final class IdTokens {
  private final IssuerKeys keys;
  private final AccessTokenVerifier verifier;

  /** ID tokens for what a builder says. */
  IdTokens(OidcProvider.Builder builder) {
    keys = builder.issuer.keysOfItsOwnAnswers();
    TokenMemory none = new TokenMemory(0);
    verifier = new AccessTokenVerifier(rules(builder), keys, builder.issuer.clock(), none);
  }

  private static TokenRules rules(OidcProvider.Builder builder) {
    TokenRules.Builder rules =
        TokenRules.builder()
            .issuer(builder.issuer.issuer())
            .audience(builder.clientId)
            .algorithms(builder.algorithms.toArray(new SigningAlgorithm[0]))
            .idTokensOf(builder.clientId);
    if (!builder.sessionIdsOfIssuer) {
      rules.sessionMayBeAbsent();
    }
    if (builder.organizations != null) {
      rules.organizationIn(builder.organizations);
    }
    return rules.build();
  }

  /**
   * Checks that there are keys to check what comes back.
   *
   * @throws Unavailable if there are none
   */
  void requireKeys() {
    if (!keys.areThere()) {
      throw noKeys();
    }
  }

  /**
   * Verifies one.
   *
   * @throws Unavailable if it is none that can be relied on
   * @throws Misconfigured if it does not fit our client or our clock
   */
  AccessToken read(String idToken) {
    return verifier
        .verify(idToken)
        .fold(
            token -> token,
            fault -> {
              throw switch (fault) {
                case MALFORMED, WRONG_SIGNATURE, WRONG_CLAIMS, WRONG_KIND ->
                    new Unavailable("the issuer's answer has no good ID token: " + fault, null);
                default ->
                    new Misconfigured("ID tokens do not fit the client or the clock: " + fault);
              };
            },
            () -> {
              throw noKeys();
            });
  }

  private static Unavailable noKeys() {
    return new Unavailable("the issuer's keys can't be had", null);
  }
}
