package dev.muster.testkit.contract;

import dev.muster.membership.Moment;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.UserId;
import dev.muster.scope.ScopeResolver;

/**
 * <strong>SPI.</strong> One resolver of scopes, over a provider and over a register of slugs; the
 * stage of {@link ScopeResolverContract}. The roles {@code admin} and {@code member} of the
 * provider are roles of that name here. For one thread.
 */
public interface ScopesUnderTest extends ProviderUnderTest {
  /**
   * The resolver.
   *
   * @return the same on every call
   */
  ScopeResolver scopes();

  /**
   * The clocks that the resolver reads.
   *
   * @return the moment of this call
   */
  Moment now();

  /**
   * Calls an organization by a slug, from now on.
   *
   * @param organization one of the provider's
   * @param slug nobody's yet
   */
  void call(OrganizationId organization, OrganizationSlug slug);

  /**
   * Calls a user's personal scope by a slug, from now on.
   *
   * @param user one of the provider's
   * @param slug nobody's yet
   */
  void call(UserId user, OrganizationSlug slug);

  /**
   * How often the provider has been asked for anything.
   *
   * @return failed calls too
   */
  long calls();
}
