package dev.muster.testkit.conformance;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.mint.CookieMinter;
import dev.muster.testkit.mint.TokenFlaw;
import java.util.Map;
import java.util.Optional;

/** A host whose users present session cookies of a minter. */
final class CookieHost implements ConformanceHost {
  private final FakeIdentityProvider provider;
  private final CookieMinter minter;

  CookieHost(FakeIdentityProvider provider, CookieMinter minter) {
    this.provider = provider;
    this.minter = minter;
  }

  @Override
  public FakeIdentityProvider provider() {
    return provider;
  }

  @Override
  public PresentedCredential credential(UserId user) {
    return cookie(minter.valid(user));
  }

  @Override
  public Optional<PresentedCredential> credential(UserId user, OrganizationId organization) {
    try {
      return Optional.of(cookie(minter.in(organization).valid(user)));
    } catch (IllegalStateException notAMember) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<PresentedCredential> flawed(UserId user, TokenFlaw flaw) {
    return minter.refusals().containsKey(flaw)
        ? Optional.of(cookie(minter.flawed(user, flaw)))
        : Optional.empty();
  }

  /** It is sealed by the host itself, for itself, and is good from the first moment on. */
  @Override
  public Map<TokenFlaw, String> impossible() {
    return Map.of(
        TokenFlaw.NOT_YET_VALID, "a session cookie is good at once",
        TokenFlaw.UNSIGNED, "a cookie without a seal has no form of its own",
        TokenFlaw.WRONG_ISSUER, "a session cookie names no issuer",
        TokenFlaw.WRONG_AUDIENCE, "a session cookie names no audience");
  }

  private PresentedCredential cookie(Secret value) {
    return PresentedCredential.cookie(minter.header(value));
  }
}
