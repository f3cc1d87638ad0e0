package dev.muster.oidc;

import dev.muster.provider.Secret;
import dev.muster.session.TokenAuthenticator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens as bearer tokens of requests, of one kind or of several, each with rules of its
 * own. Safe for many threads; blocks only where keys must be read.
 *
 * <p>A token is held against the rules of the issuer that it claims and against no others: one kind
 * that refuses it is not followed by a second. All issuers must speak of the same users, since a
 * user is known by {@code sub} alone.
 */
public final class BearerTokens implements TokenAuthenticator {
  private final List<AccessTokenVerifier> kinds;

  private BearerTokens(List<AccessTokenVerifier> kinds) {
    this.kinds = kinds;
  }

  /**
   * Bearer tokens of these kinds.
   *
   * @param kinds at least one; no issuer may be named by the rules of two
   * @return the authenticator for {@code MusterBuilder.accessTokens}
   * @throws IllegalArgumentException naming all faults
   */
  public static BearerTokens of(AccessTokenVerifier... kinds) {
    List<AccessTokenVerifier> all = List.of(kinds);
    List<String> faults = new ArrayList<>();
    if (all.isEmpty()) {
      faults.add("at least one kind must be given");
    }
    Set<String> issuers = new HashSet<>();
    all.stream()
        .flatMap(kind -> kind.rules().issuers().stream())
        .filter(issuer -> !issuers.add(issuer))
        .forEach(issuer -> faults.add("issuer `" + issuer + "` is named by two kinds"));
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("bearer tokens: " + String.join("; ", faults));
    }
    return new BearerTokens(all);
  }

  @Override
  public Outcome authenticate(Secret token) {
    Objects.requireNonNull(token, "token");
    String text = token.reveal();
    if (text.length() > SignedToken.MAX_LENGTH) {
      return new Outcome.Bad();
    }
    TokenHash hash = TokenHash.of(text);
    for (AccessTokenVerifier kind : kinds) {
      TokenCheck known = kind.remembered(hash);
      if (known != null) {
        return outcome(known);
      }
    }
    SignedToken signed = SignedToken.of(text);
    AccessTokenVerifier kind = signed == null ? null : kindOf(signed);
    return signed == null || kind == null ? new Outcome.Bad() : outcome(kind.check(hash, signed));
  }

  private @Nullable AccessTokenVerifier kindOf(SignedToken signed) {
    Claims claims = signed.claims();
    if (claims == null) {
      return null;
    }
    return kinds.stream()
        .filter(kind -> kind.rules().issuers().contains(claims.issuer()))
        .findFirst()
        .orElse(null);
  }

  private static Outcome outcome(TokenCheck check) {
    return check.fold(
        BearerTokens::verified,
        fault -> new Outcome.Bad(),
        () -> new Outcome.Unavailable(IssuerKeys.RETRY_PAUSE));
  }

  private static Outcome verified(AccessToken token) {
    return new Outcome.Verified(
        token.user(),
        token.stableId(),
        token.organization().orElse(null),
        token.actor().orElse(null));
  }
}
