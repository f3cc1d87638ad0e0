package dev.muster.keycloak;

import dev.muster.oidc.AccessTokenVerifier;
import dev.muster.oidc.BearerTokens;
import dev.muster.oidc.OidcDiscovery;
import dev.muster.oidc.TokenRules;
import dev.muster.session.TokenAuthenticator;
import java.time.InstantSource;
import java.util.Objects;

/**
 * Access tokens of a Keycloak realm as bearer tokens of requests. What it makes is safe for many
 * threads, and blocks only where keys must be read.
 *
 * <p>A token must be of the realm, of the kind {@code Bearer}, for the API, and of a user's
 * session: ID, refresh and logout tokens are refused, and so is one of a service account, which has
 * no {@code sid} unless its client is given refresh tokens. It points to an organization where its
 * claim {@code organization} names exactly one with its id.
 */
public final class KeycloakTokens {
  private KeycloakTokens() {}

  /**
   * Tokens for an API.
   *
   * @param realm the realm, {@code …/realms/<name>}
   * @param audience the API's own name in {@code aud}, which a mapper of the realm's puts there;
   *     not {@code account}, which is in tokens of every client
   * @param clock for the tokens' times
   * @return the authenticator for {@code MusterBuilder.accessTokens}
   * @throws IllegalArgumentException naming all faults
   */
  public static TokenAuthenticator of(OidcDiscovery realm, String audience, InstantSource clock) {
    Objects.requireNonNull(audience, "audience");
    Objects.requireNonNull(clock, "clock");
    if (audience.equals("account")) {
      throw new IllegalArgumentException("audience: account is in tokens of every client");
    }
    TokenRules rules = rules(realm).audience(audience).build();
    return BearerTokens.of(new AccessTokenVerifier(rules, realm.keys(), clock));
  }

  /**
   * Begins rules for tokens that differ in more than the audience: which clients they may have been
   * issued to ({@link TokenRules.Builder#authorizedParty}), or another algorithm. Whom a token is
   * for is still to be said.
   *
   * @param realm the realm, {@code …/realms/<name>}
   * @return a builder that names issuer, kind, and where the organization is
   */
  public static TokenRules.Builder rules(OidcDiscovery realm) {
    Objects.requireNonNull(realm, "realm");
    return realm.rules().claim("typ", "Bearer").organizationIn(OrganizationClaim::in);
  }
}
