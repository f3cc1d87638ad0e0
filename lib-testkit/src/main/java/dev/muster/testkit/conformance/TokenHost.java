package dev.muster.testkit.conformance;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.mint.AccessTokenMinter;
import dev.muster.testkit.mint.TokenFlaw;
import java.util.Map;
import java.util.Optional;

/** A host whose users present access tokens of a minter. */
final class TokenHost implements ConformanceHost {
  private final FakeIdentityProvider provider;
  private final AccessTokenMinter minter;

  TokenHost(FakeIdentityProvider provider, AccessTokenMinter minter) {
    this.provider = provider;
    this.minter = minter;
  }

  @Override
  public FakeIdentityProvider provider() {
    return provider;
  }

  @Override
  public PresentedCredential credential(UserId user) {
    return PresentedCredential.bearer(minter.valid(user));
  }

  @Override
  public Optional<PresentedCredential> credential(UserId user, OrganizationId organization) {
    return Optional.of(PresentedCredential.bearer(minter.in(organization).valid(user)));
  }

  @Override
  public Map<TokenFlaw, String> impossible() {
    return Map.of(TokenFlaw.ENDED, "an access token is good until its time is over");
  }

  @Override
  public Optional<PresentedCredential> flawed(UserId user, TokenFlaw flaw) {
    return minter.refusals().containsKey(flaw)
        ? Optional.of(PresentedCredential.bearer(minter.flawed(user, flaw)))
        : Optional.empty();
  }
}
