package dev.muster.clerk;

import dev.muster.name.OrganizationId;
import dev.muster.oidc.AccessTokenVerifier;
import dev.muster.oidc.BearerTokens;
import dev.muster.oidc.IssuerKeys;
import dev.muster.oidc.TokenRules;
import dev.muster.session.TokenAuthenticator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/* A session token has a session id. By Clerk's documentation no template can give one to a token, and
 * those of machines and of OAuth clients have none; those of OAuth clients have another header type
 * as well. */
/** Clerk's session tokens: by what rules they are good, and what they say. */
final class ClerkTokens {
  private static final String PARTY = "azp";

  private ClerkTokens() {}

  /** A check of session tokens, on keys of its own. */
  static TokenAuthenticator of(ClerkSettings settings, @Nullable PublishedKeys published) {
    String issuer = settings.issuer();
    if (issuer == null || published == null) {
      throw new IllegalStateException(
          "session tokens need the settings `issuer` and `authorizedParty`");
    }
    TokenRules.Builder rules =
        TokenRules.builder()
            .issuer(issuer)
            .audienceMayBeAbsent()
            .headerType("JWT")
            .claimIfPresent("sts", "active")
            .organizationIn(ClerkTokens::organization);
    settings
        .authorizedParties()
        .forEach(
            origin -> {
              if (settings.partyMayBeAbsent()) {
                rules.claimIfPresent(PARTY, origin);
              } else {
                rules.authorizedParty(origin);
              }
            });
    IssuerKeys keys = IssuerKeys.readBy(published, settings.clock());
    return BearerTokens.of(new AccessTokenVerifier(rules.build(), keys, settings.clock()));
  }

  /** {@code org_id} in the first version of session tokens, {@code o.id} in the second. */
  static @Nullable OrganizationId organization(Map<String, Object> claims) {
    Object named = claims.get("org_id");
    if (claims.get("v") instanceof Number version && version.longValue() > 1) {
      Object active = claims.get("o");
      named = active instanceof Map<?, ?> one ? one.get("id") : active;
    }
    if (named == null) {
      return null;
    }
    if (named instanceof String id) {
      return new OrganizationId(id);
    }
    throw new IllegalArgumentException("organization");
  }
}
