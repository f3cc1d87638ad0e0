package dev.muster.proof.simulation;

import dev.muster.name.OrganizationId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException;
import dev.muster.testkit.FakeIdentityProvider;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the provider knows, by offset: whoever is removed between two pages makes the walk
 * miss somebody else.
 *
 * @param fake the provider
 * @param organizations in the provider's order
 */
record SimDirectory(FakeIdentityProvider fake, List<Organization> organizations)
    implements DirectoryWalk {
  private static final int PAGE = 1;

  @Override
  public Page<Organization> organizations(@Nullable String after, int limit) {
    return page(organizations, after);
  }

  @Override
  public Page<Membership> members(OrganizationId organization, @Nullable String after, int limit) {
    return page(
        fake.listMembers(organization).stream()
            .sorted(Comparator.comparing(member -> member.user().value()))
            .toList(),
        after);
  }

  private static <T> Page<T> page(List<T> all, @Nullable String after) {
    int from;
    try {
      from = after == null ? 0 : Integer.parseInt(after);
    } catch (NumberFormatException e) {
      throw new ProviderException.Rejected("no such place");
    }
    int to = Math.min(all.size(), from + PAGE);
    List<T> items = from >= to ? List.of() : all.subList(from, to);
    return new Page<>(items, to < all.size() ? String.valueOf(to) : null);
  }
}
