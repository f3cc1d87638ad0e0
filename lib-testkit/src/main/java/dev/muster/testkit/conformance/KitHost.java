package dev.muster.testkit.conformance;

import dev.muster.Muster;
import dev.muster.account.RenameResult;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.Permission;
import dev.muster.name.UserId;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.mint.OrganizationTokenMinter;
import dev.muster.testkit.mint.TokenFlaw;
import dev.muster.testkit.stage.MusterKit;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A host on the Muster of a kit: by access tokens, and by whatever else its Muster gives out. */
final class KitHost implements ConformanceHost {
  /** To rename an organization, which this host never does. */
  private static final Requirement NOBODY =
      Requirement.permits(new Permission("conformance:rename"));

  /** One for all hosts of this process, since several may share a kit, and with it its slugs. */
  private static final AtomicLong NAMED = new AtomicLong();

  private final MusterKit kit;
  private final Duration bound;
  private final TokenHost tokens;

  KitHost(MusterKit kit, Duration bound) {
    this.kit = kit;
    this.bound = bound;
    tokens = new TokenHost(kit.provider().fake(), kit.accessTokens());
  }

  @Override
  public FakeIdentityProvider provider() {
    return tokens.provider();
  }

  @Override
  public PresentedCredential credential(UserId user) {
    return tokens.credential(user);
  }

  @Override
  public Optional<PresentedCredential> credential(UserId user, OrganizationId organization) {
    return tokens.credential(user, organization);
  }

  @Override
  public Optional<PresentedCredential> flawed(UserId user, TokenFlaw flaw) {
    return tokens.flawed(user, flaw);
  }

  @Override
  public Map<TokenFlaw, String> impossible() {
    return tokens.impossible();
  }

  @Override
  public Optional<PresentedCredential> bound(UserId user, OrganizationId organization) {
    return minter().map(of -> PresentedCredential.bearer(of.valid(user, organization)));
  }

  /** Empty too where the host's configuration has tokens of its own, which a kit can't mint. */
  private Optional<OrganizationTokenMinter> minter() {
    if (kit.muster().organizationTokens().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(kit.organizationTokens());
    } catch (IllegalStateException notTheKits) {
      return Optional.empty();
    }
  }

  /** A moment more than the bound, since what is as old as that may serve still. */
  @Override
  public void changed(UserId user, OrganizationId organization) {
    if (!bound.isZero()) {
      kit.pass(bound.plusNanos(1));
    }
  }

  @Override
  public Optional<String> personalSelector(UserId user) {
    Muster muster = kit.muster();
    OrganizationSlug slug = new OrganizationSlug("conformance-person-" + NAMED.incrementAndGet());
    Pass alone = muster.require(AccessCheck.of(muster.vouchedByHost(user), Requirement.signedIn()));
    RenameResult result = muster.scopeNames(NOBODY).rename(alone, slug, false);
    if (result instanceof RenameResult.Renamed) {
      return Optional.of(slug.value());
    }
    throw new IllegalStateException("a person's own slug came to " + result);
  }
}
