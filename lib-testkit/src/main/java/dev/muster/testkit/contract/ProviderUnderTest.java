package dev.muster.testkit.contract;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.MembershipStatus;

/**
 * <strong>SPI.</strong> One provider with its adapter, and the levers that {@link
 * IdentityProviderContract} pulls behind it. An implementation for a real provider pulls them at
 * the provider's own API or in a stub of it. A lever that is not there throws {@link NoLever}, and
 * the test opts out of the rule with {@link OptsOut}. For one thread.
 */
public interface ProviderUnderTest extends AutoCloseable {
  /**
   * The adapter.
   *
   * @return the same on every call
   */
  IdentityProvider provider();

  /**
   * How the provider spells a role of the suite's. Default: as the suite does.
   *
   * @param name of small letters, digits and hyphens, such as {@code admin}
   * @return another slug for another name
   */
  default RoleSlug role(String name) {
    return new RoleSlug(name);
  }

  /**
   * Makes a user at the provider.
   *
   * @param email unique in the test
   * @return its id
   */
  UserId createUser(String email);

  /**
   * Makes a user without an e-mail at the provider.
   *
   * @return its id
   * @throws NoLever by default: there is none
   */
  default UserId createUserWithoutEmail() {
    throw new NoLever("no user is made without an e-mail");
  }

  /**
   * Makes an organization at the provider.
   *
   * @param name its display name
   * @return its id
   */
  OrganizationId createOrganization(String name);

  /**
   * Makes a membership at the provider, where there is none.
   *
   * @param organization the organization
   * @param user the user
   * @param status any but {@link MembershipStatus#UNKNOWN}
   * @param role its only role
   */
  void enrol(OrganizationId organization, UserId user, MembershipStatus status, RoleSlug role);

  /**
   * Gives a member another role at the provider.
   *
   * @param organization the organization
   * @param user the member
   * @param role the only role from now on
   */
  void changeRole(OrganizationId organization, UserId user, RoleSlug role);

  /**
   * Removes a membership at the provider.
   *
   * @param organization the organization
   * @param user the user
   */
  void remove(OrganizationId organization, UserId user);

  /**
   * Lets some requests of the adapter through and then makes every one fail, until {@link #heal()}.
   * A request is whatever the adapter sends and waits for: over HTTP a request, with a database a
   * statement and each further batch of its rows.
   *
   * @param goodRequests how many are let through
   * @param outage how
   */
  void fail(int goodRequests, Outage outage);

  /**
   * Makes the provider refuse our own key, or whatever else lets us in, until {@link #heal()}; and
   * soon enough for the call deadline, also where a refusal is delayed.
   */
  void rejectOurKey();

  /** Ends {@link #fail} and {@link #rejectOurKey}; what hangs goes on, or ends. */
  void heal();

  @Override
  void close();
}
