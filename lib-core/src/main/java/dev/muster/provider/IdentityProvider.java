package dev.muster.provider;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * <strong>SPI.</strong> The identity provider's read side: one point look-up of a membership, and
 * look-ups and lists of users and organizations. Safe for many threads. Every method blocks on I/O
 * for at most {@link #callDeadline()} and ends at once, with the interrupt flag set, when its
 * thread is interrupted.
 *
 * <h2>Guarantee</h2>
 *
 * <p>An empty answer is a definite no: the provider answered, in full, and knows no such thing (its
 * 404 included). Everything else that is not an answer is a {@link ProviderException}, chosen by
 * exception type, cause and status, never by message text. A cut or malformed answer is {@link
 * ProviderException.Unavailable}, never empty. Implementations keep no answers: caching is
 * Muster's. A null is refused before anything is sent, by a {@link NullPointerException} with the
 * parameter's name. Muster closes no provider.
 */
public interface IdentityProvider {
  /**
   * The name of this provider environment; the first part of every key. Does not block.
   *
   * @return the same value on every call
   */
  ProviderInstance instance();

  /**
   * The longest that one call takes before it fails as unavailable. Does not block. A host's {@code
   * build()} refuses a provider whose deadline is not positive.
   *
   * @return the deadline of one call
   */
  Duration callDeadline();

  /**
   * Finds one membership by a point query, whatever its status.
   *
   * @param organization the organization
   * @param user the user
   * @return the membership of exactly this user in exactly this organization, or empty if there is
   *     none
   * @throws ProviderException if the provider gave no full answer
   */
  Optional<Membership> findMembership(OrganizationId organization, UserId user);

  /**
   * Finds an organization.
   *
   * @param organization its id
   * @return the organization, or empty if the provider has none by that id
   * @throws ProviderException if the provider gave no full answer
   */
  Optional<Organization> findOrganization(OrganizationId organization);

  /**
   * Finds a user.
   *
   * @param user the id
   * @return the user, or empty if the provider has none by that id
   * @throws ProviderException if the provider gave no full answer
   */
  Optional<User> findUser(UserId user);

  /**
   * Lists the memberships of a user, of every status, read to the last page.
   *
   * @param user the user
   * @return all of them, in no promised order; empty if the provider knows none
   * @throws ProviderException if any page could not be read in full
   */
  List<Membership> listMemberships(UserId user);

  /**
   * Lists the memberships of an organization, of every status, read to the last page.
   *
   * @param organization the organization
   * @return all of them, in no promised order; empty if the provider knows none
   * @throws ProviderException if any page could not be read in full
   */
  List<Membership> listMembers(OrganizationId organization);
}
