package dev.muster.testkit.stage;

import dev.muster.Muster;
import dev.muster.name.RoleSlug;
import dev.muster.provider.ProviderException;
import dev.muster.role.RoleMap;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A Muster whose provider always says the same, for a test that needs a yes, a no or an outage and
 * not the people behind it. Each is a real one, built by {@link Muster#builder()}: it reads the
 * provider, translates the role and judges, and a pass comes from nowhere else. Safe for many
 * threads; nothing blocks on I/O. To be closed; it starts no thread before its first check.
 *
 * <p>Any slug or id is an organization, a nonsensical one too: {@code acme} is the one with the id
 * {@code org_acme}. Live freshness, stores in memory, no cookies and no tokens: a session is
 * vouched for by {@link Muster#vouchedByHost(dev.muster.name.UserId)}, and another Muster's is
 * refused as always. Nothing can be changed through it. {@link Muster#invalidate} makes it ask
 * again and hear the same. What needs no membership is not decided by the provider: who is signed
 * in may what {@link dev.muster.decision.Requirement#signedIn()} demands, and where a request names
 * no organization there is none. A test of who is let in, of a removal or of an outage that ends
 * wants a {@code MusterKit}.
 */
public final class StandIn {
  private StandIn() {}

  /**
   * Everybody is an active member of every organization.
   *
   * @param roles the host's roles
   * @param role the role that everybody has, as the provider spells it
   * @return a Muster that grants what this role may do, and denies what it may not
   * @throws IllegalArgumentException if no role of the map goes by this name at the provider
   * @throws IllegalStateException if the host says that it is in production
   */
  public static Muster granting(RoleMap roles, String role) {
    Objects.requireNonNull(roles, "roles");
    List<RoleSlug> held = List.of(new RoleSlug(Objects.requireNonNull(role, "role")));
    if (roles.translate(held).role().isEmpty()) {
      throw new IllegalArgumentException("role `" + held.get(0) + "` is not in the role map");
    }
    return over(roles, () -> Optional.of(held));
  }

  /**
   * Nobody is a member of any organization.
   *
   * @param roles the host's roles
   * @return a Muster that denies: no membership
   * @throws IllegalStateException if the host says that it is in production
   */
  public static Muster denying(RoleMap roles) {
    return over(Objects.requireNonNull(roles, "roles"), Optional::empty);
  }

  /**
   * The provider is down.
   *
   * @param roles the host's roles
   * @return a Muster that is undecided: the provider is unavailable
   * @throws IllegalStateException if the host says that it is in production
   */
  public static Muster undecided(RoleMap roles) {
    return over(
        Objects.requireNonNull(roles, "roles"),
        () -> {
          throw new ProviderException.Unavailable("the stand-in is always down", null);
        });
  }

  private static Muster over(RoleMap roles, Supplier<Optional<List<RoleSlug>>> answer) {
    FakeIdentityProvider.refuseInProduction();
    return Muster.builder()
        .provider(new OneAnswer(answer))
        .roles(roles)
        .directory(new OpenDirectory(new HandClock(Instant.EPOCH)))
        .build();
  }
}
