package dev.muster.testkit.conformance;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.mint.OrganizationTokenMinter;
import dev.muster.testkit.mint.TokenFlaw;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How people come to the careless host, with names of their own and tokens for an organization. */
record CarelessSignIn(
    ConformanceHost by, Function<UserId, String> names, OrganizationTokenMinter tokens)
    implements ConformanceHost {
  @Override
  public FakeIdentityProvider provider() {
    return by.provider();
  }

  @Override
  public PresentedCredential credential(UserId user) {
    return by.credential(user);
  }

  @Override
  public Optional<PresentedCredential> credential(UserId user, OrganizationId organization) {
    return by.credential(user, organization);
  }

  @Override
  public Optional<PresentedCredential> flawed(UserId user, TokenFlaw flaw) {
    return by.flawed(user, flaw);
  }

  @Override
  public Map<TokenFlaw, String> impossible() {
    return by.impossible();
  }

  @Override
  public Optional<PresentedCredential> bound(UserId user, OrganizationId organization) {
    return Optional.of(PresentedCredential.bearer(tokens.valid(user, organization)));
  }

  @Override
  public Optional<String> personalSelector(UserId user) {
    return Optional.of(names.apply(user));
  }
}
