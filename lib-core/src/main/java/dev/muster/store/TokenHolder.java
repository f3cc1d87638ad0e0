package dev.muster.store;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import java.util.Objects;

/** Whose organization access tokens are revoked. */
public sealed interface TokenHolder {
  /**
   * Whether tokens of a key may be among them.
   *
   * @param key a user in an organization
   * @return for {@link OfSession} true for every key of the user
   */
  default boolean covers(MembershipKey key) {
    if (this instanceof OfMembership of) {
      return of.key().equals(key);
    }
    if (this instanceof OfOrganization of) {
      return of.provider().equals(key.provider()) && of.organization().equals(key.organization());
    }
    if (this instanceof OfUser of) {
      return of.provider().equals(key.provider()) && of.user().equals(key.user());
    }
    return this instanceof OfSession of
        && of.provider().equals(key.provider())
        && of.user().equals(key.user());
  }

  /**
   * One user's in one organization.
   *
   * @param key whose
   */
  record OfMembership(MembershipKey key) implements TokenHolder {
    /** Checks the key. */
    public OfMembership {
      Objects.requireNonNull(key, "key");
    }
  }

  /**
   * Everybody's in one organization.
   *
   * @param provider the provider instance
   * @param organization the organization
   */
  record OfOrganization(ProviderInstance provider, OrganizationId organization)
      implements TokenHolder {
    /** Checks the parts. */
    public OfOrganization {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(organization, "organization");
    }
  }

  /**
   * One user's in all organizations.
   *
   * @param provider the provider instance
   * @param user the user
   */
  record OfUser(ProviderInstance provider, UserId user) implements TokenHolder {
    /** Checks the parts. */
    public OfUser {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(user, "user");
    }
  }

  /**
   * Those that one session of a user issued. The epochs of all the user's keys are raised.
   *
   * @param provider the provider instance
   * @param user the user
   * @param session the provider's id of the session
   */
  record OfSession(ProviderInstance provider, UserId user, String session) implements TokenHolder {
    /** Checks the parts. */
    public OfSession {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(session, "session");
    }
  }
}
