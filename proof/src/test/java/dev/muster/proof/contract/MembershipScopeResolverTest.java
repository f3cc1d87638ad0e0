package dev.muster.proof.contract;

import dev.muster.testkit.contract.ScopeResolverContract;
import dev.muster.testkit.contract.ScopesUnderTest;

class MembershipScopeResolverTest extends ScopeResolverContract {
  @Override
  protected ScopesUnderTest open() {
    return new PassingScopes(sound -> sound);
  }
}
