package dev.muster.testkit;

import dev.muster.name.OrganizationId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import org.jspecify.annotations.Nullable;

/**
 * All that the fake knows, page by page. Where the profile pages by offset, rows slip from page to
 * page while others come and go.
 */
final class FakeWalk implements DirectoryWalk {
  private final FakePages pages;

  FakeWalk(FakePages pages) {
    this.pages = pages;
  }

  @Override
  public Page<Organization> organizations(@Nullable String after, int limit) {
    return page(pages.organizations(after, limit));
  }

  @Override
  public Page<Membership> members(OrganizationId organization, @Nullable String after, int limit) {
    return page(pages.members(organization, after, limit));
  }

  private static <T> Page<T> page(dev.muster.testkit.Page<T> page) {
    return new Page<>(page.rows(), page.after());
  }
}
