package dev.muster.provider;

import dev.muster.name.OrganizationId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * <strong>SPI.</strong> What a provider may also have: everything it knows, page by page, so that a
 * walk of all organizations and members can stop anywhere and go on later. Safe for many threads;
 * each call blocks on I/O for at most the provider's call deadline.
 *
 * <h2>Guarantee</h2>
 *
 * <p>What is there from the first page to the last is in one of them, whatever is added and removed
 * meanwhile, where the provider's paging allows that; a row that a walk missed is looked up by
 * itself before it counts as gone. A cut or malformed page is {@link
 * ProviderException.Unavailable}.
 */
public interface DirectoryWalk {
  /**
   * One page of all organizations.
   *
   * @param after where the page before ended, or null for the first
   * @param limit how many at most, one or more; a provider may give fewer
   * @return the page
   * @throws IllegalArgumentException if the limit is less than one
   * @throws ProviderException if the provider gave no full answer; {@link
   *     ProviderException.Rejected} if it does not know the place, so that the walk begins again
   */
  Page<Organization> organizations(@Nullable String after, int limit);

  /**
   * One page of an organization's memberships, of every status.
   *
   * @param organization the organization
   * @param after where the page before ended, or null for the first
   * @param limit how many at most, one or more; a provider may give fewer
   * @return the page; empty and the last if the provider knows no such organization
   * @throws IllegalArgumentException if the limit is less than one
   * @throws ProviderException as for {@link #organizations}
   */
  Page<Membership> members(OrganizationId organization, @Nullable String after, int limit);

  /**
   * Some of a list.
   *
   * @param items in the provider's order; copied
   * @param next where to go on, or null after the last
   * @param <T> what is listed
   */
  record Page<T>(List<T> items, @Nullable String next) {
    /** Copies. */
    public Page {
      items = List.copyOf(Objects.requireNonNull(items, "items"));
    }
  }
}
