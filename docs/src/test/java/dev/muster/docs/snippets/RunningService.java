package dev.muster.docs.snippets;

// @start region=conformance-host
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.conformance.ConformanceHost;
import dev.muster.testkit.conformance.PresentedCredential;
import dev.muster.testkit.mint.AccessTokenMinter;
import dev.muster.testkit.mint.TokenFlaw;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A service in another process: it names organizations by its own slugs, and trusts a minute. */
record RunningService(FakeIdentityProvider provider, AccessTokenMinter minter, Backdoor service)
    implements ConformanceHost {
  @Override
  public PresentedCredential credential(UserId user) {
    return PresentedCredential.bearer(minter.valid(user));
  }

  @Override
  public Optional<PresentedCredential> flawed(UserId user, TokenFlaw flaw) {
    return minter.refusals().containsKey(flaw)
        ? Optional.of(PresentedCredential.bearer(minter.flawed(user, flaw)))
        : Optional.empty();
  }

  @Override
  public Map<TokenFlaw, String> impossible() {
    return Map.of(TokenFlaw.ENDED, "an access token is good until its time is over");
  }

  @Override
  public String selector(OrganizationId organization) {
    return service.slugOf(organization);
  }

  @Override
  public void changed(UserId user, OrganizationId organization) {
    service.advanceClock(Duration.ofMinutes(1));
  }

  /** What only a service under test has. */
  interface Backdoor {
    String slugOf(OrganizationId organization);

    void advanceClock(Duration step);
  }
}
// @end
