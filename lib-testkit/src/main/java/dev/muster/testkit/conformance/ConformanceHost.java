package dev.muster.testkit.conformance;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.mint.AccessTokenMinter;
import dev.muster.testkit.mint.CookieMinter;
import dev.muster.testkit.mint.TokenFlaw;
import dev.muster.testkit.stage.MusterKit;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * <strong>SPI.</strong> What the conformance check has to know of a running host: the provider
 * behind it, and how its users sign in.
 *
 * <h2>Guarantee</h2>
 *
 * <p>An implementation is called by one thread at a time. It may block. What it throws ends the
 * check.
 */
public interface ConformanceHost {
  /**
   * A host that was started on the Muster of a kit, and takes the kit's access tokens. For its
   * cookies give {@link #ofCookies} the kit's fake and the kit's minter. The slugs that it gives to
   * people are counted in this process: a kit on a database that is kept between runs needs an
   * empty one for each.
   *
   * @param kit the kit
   * @return a host that names organizations by their ids, and people by slugs that it gives them;
   *     its credentials for one organization are the kit's organization tokens, and it has none
   *     where the host's configuration has tokens of its own
   */
  static ConformanceHost of(MusterKit kit) {
    return of(kit, Duration.ZERO);
  }

  /**
   * The same for a host whose answers may be as old as a bound.
   *
   * @param kit the kit
   * @param bound how old the host's answers may be: a moment more of the kit's time passes after
   *     each change, before the request that must be refused; zero for none
   * @return a host as of {@link #of(MusterKit)}
   * @throws IllegalArgumentException if the bound is less than zero
   */
  static ConformanceHost of(MusterKit kit, Duration bound) {
    if (bound.isNegative()) {
      throw new IllegalArgumentException("the bound must be 0 or more, but is " + bound);
    }
    return new KitHost(Objects.requireNonNull(kit, "kit"), bound);
  }

  /**
   * A host that takes the access tokens of a minter, over a provider in memory or served by HTTP.
   *
   * @param provider the provider behind the host
   * @param minter mints tokens that the host takes, and such that it must not
   * @return a host that names organizations by their ids
   */
  static ConformanceHost ofTokens(FakeIdentityProvider provider, AccessTokenMinter minter) {
    return new TokenHost(
        Objects.requireNonNull(provider, "provider"), Objects.requireNonNull(minter, "minter"));
  }

  /**
   * A host that takes the session cookies of a minter, over a provider in memory or served by HTTP.
   *
   * @param provider the provider behind the host
   * @param minter mints cookies that the host takes, and such that it must not
   * @return a host that names organizations by their ids
   */
  static ConformanceHost ofCookies(FakeIdentityProvider provider, CookieMinter minter) {
    return new CookieHost(
        Objects.requireNonNull(provider, "provider"), Objects.requireNonNull(minter, "minter"));
  }

  /**
   * A host at which browsers sign in. Each user signs in at the login page, is let through by the
   * provider, and keeps the cookies that the callback sets.
   *
   * @param provider the provider behind the host
   * @param login the host's own address that sends a browser to the provider
   * @return a host that names organizations by their ids; of flaws it has only a tampered cookie
   */
  static ConformanceHost ofBrowsers(FakeIdentityProvider provider, URI login) {
    return new BrowserHost(
        Objects.requireNonNull(provider, "provider"), Objects.requireNonNull(login, "login"), null);
  }

  /**
   * A host at which browsers sign in, and whose Muster is at hand. What no browser can bring about
   * is minted: a cookie that expired or ended, one with a flaw, and one that was brought into an
   * organization.
   *
   * @param provider the provider behind the host
   * @param login the host's own address that sends a browser to the provider
   * @param minter mints cookies of the host's own form
   * @return a host that names organizations by their ids
   */
  static ConformanceHost ofBrowsers(FakeIdentityProvider provider, URI login, CookieMinter minter) {
    return new BrowserHost(
        Objects.requireNonNull(provider, "provider"),
        Objects.requireNonNull(login, "login"),
        new CookieHost(provider, Objects.requireNonNull(minter, "minter")));
  }

  /**
   * The provider that the host asks, in memory or by HTTP. The check makes its users and
   * organizations there, orders faults from it and reads its ledger.
   *
   * @return the same fake on every call
   */
  FakeIdentityProvider provider();

  /**
   * A good credential of somebody.
   *
   * @param user anybody whom the provider knows
   * @return what the host accepts, a new one or the same
   */
  PresentedCredential credential(UserId user);

  /**
   * A good credential that itself says which organization it is about, for routes of which {@link
   * ProtectedRoute#organizationInCredential()} is said.
   *
   * @param user anybody whom the provider knows
   * @param organization which organization, with or without a membership of the user
   * @return the credential; empty, as by default, if there can be none
   */
  default Optional<PresentedCredential> credential(UserId user, OrganizationId organization) {
    return Optional.empty();
  }

  /**
   * A credential of somebody that is good but for one flaw.
   *
   * @param user anybody whom the provider knows
   * @param flaw what is wrong with it
   * @return the credential; empty if the host can't make one, and then the host does not conform
   *     unless that is waived. By default a good one with one character changed for {@link
   *     TokenFlaw#TAMPERED}, else empty
   */
  default Optional<PresentedCredential> flawed(UserId user, TokenFlaw flaw) {
    return flaw == TokenFlaw.TAMPERED ? Optional.of(credential(user).tampered()) : Optional.empty();
  }

  /**
   * The flaws that no credential of the host can have, so that nobody has to waive them.
   *
   * @return each with the reason; by default empty
   */
  default Map<TokenFlaw, String> impossible() {
    return Map.of();
  }

  /**
   * A credential that is good for one organization only, such as an organization token or an API
   * key of the host's.
   *
   * @param user a member of the organization, and perhaps of others
   * @param organization where it is good
   * @return the credential; empty, as by default, if there are none such, and then that is to be
   *     waived
   */
  default Optional<PresentedCredential> bound(UserId user, OrganizationId organization) {
    return Optional.empty();
  }

  /**
   * How a request names an organization.
   *
   * @param organization the organization
   * @return by default its id at the provider
   */
  default String selector(OrganizationId organization) {
    return organization.value();
  }

  /**
   * A name of nothing, which looks as a selector of the host's does. By default the last six
   * letters and digits of a known one are turned on by one, in a UUID to what is a UUID still.
   * Where known ones are words, and neither UUIDs nor numbers, another word is tried beside it.
   *
   * @param known a selector of an organization or a person
   * @return one of the same form that is nobody's
   */
  default String unknownSelector(String known) {
    return UnknownName.like(known);
  }

  /**
   * How a request names a person's own scope where it could name an organization.
   *
   * @param user the person
   * @return the person's slug; empty, as by default, if the host has no personal scopes, and then
   *     that is to be waived
   */
  default Optional<String> personalSelector(UserId user) {
    return Optional.empty();
  }

  /**
   * Is called after a member was removed, deactivated or given another role at the provider, and
   * before the request that must be refused. Does nothing by default: a host that promises its
   * answers within a bound lets that pass here, on its clock.
   *
   * @param user whose membership it is
   * @param organization where
   */
  default void changed(UserId user, OrganizationId organization) {}
}
