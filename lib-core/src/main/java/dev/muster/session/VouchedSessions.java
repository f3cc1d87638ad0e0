package dev.muster.session;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import java.util.Objects;

/**
 * Sessions for hosts that authenticate by their own means, and for jobs: the host vouches for the
 * user. Safe for many threads; never blocks.
 */
public final class VouchedSessions {
  private static final String VOUCHED = "vouched-by-host";

  private final ProviderInstance provider;

  /**
   * An issuer for the users of one provider.
   *
   * @param provider where the user ids mean something
   */
  public VouchedSessions(ProviderInstance provider) {
    this.provider = Objects.requireNonNull(provider, "provider");
  }

  /**
   * A session of a user whom the host has authenticated.
   *
   * @param user the user's id at the provider
   * @return the session; it can't be refreshed or attached
   */
  public Session vouchedByHost(UserId user) {
    Objects.requireNonNull(user, "user");
    return new Session(this, provider, user, VOUCHED, null, null, null);
  }

  /**
   * A session of a credential that is good for one organization only, such as an API key of the
   * host's.
   *
   * @param user the user's id at the provider
   * @param organization the one organization; membership of it is checked as for everybody
   * @return the session; it can't be refreshed or attached
   */
  public Session vouchedByHost(UserId user, OrganizationId organization) {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(organization, "organization");
    return new Session(this, provider, user, VOUCHED, organization, true, null, null);
  }

  /**
   * Whether a session was made here.
   *
   * @param session any session
   * @return true only for this issuer's own
   */
  public boolean issued(Session session) {
    return session.isIssuedBy(this);
  }
}
