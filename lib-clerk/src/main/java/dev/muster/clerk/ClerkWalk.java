package dev.muster.clerk;

import dev.muster.name.OrganizationId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.rest.Deadline;
import dev.muster.rest.OffsetList;
import dev.muster.rest.RestRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All organizations and members of an instance, oldest first. A page is one request, or a few. */
final class ClerkWalk implements DirectoryWalk {
  private final Wire wire;
  private final Lists lists;
  private final int pageSize;

  ClerkWalk(Wire wire, Lists lists, int pageSize) {
    this.wire = wire;
    this.lists = lists;
    this.pageSize = pageSize;
  }

  @Override
  public Page<Organization> organizations(@Nullable String after, int limit) {
    return page(
        Listing.ofInstance(
            DirectoryCalls.oldestFirst(RestRequest.get(DirectoryCalls.ORGANIZATIONS)),
            Answers::organization,
            row -> row.id().value()),
        after,
        limit);
  }

  @Override
  public Page<Membership> members(OrganizationId organization, @Nullable String after, int limit) {
    Objects.requireNonNull(organization, "organization");
    if (!Ids.isId(organization.value()) && after == null) {
      return new Page<>(List.of(), null);
    }
    return page(DirectoryCalls.ofMembers(organization), after, limit);
  }

  private <T> Page<T> page(Listing<T> list, @Nullable String after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be 1 or more, but was " + limit);
    }
    return wire.within(
        deadline ->
            OffsetList.page(
                (offset, rows) -> read(deadline, list, offset, rows),
                list.id(),
                after,
                Math.min(limit, pageSize)));
  }

  private <T> OffsetList.Page<T> read(Deadline deadline, Listing<T> list, int offset, int limit) {
    List<T> rows = lists.page(deadline, list, offset, limit).rows();
    return new OffsetList.Page<>(rows, rows.size() < limit);
  }
}
