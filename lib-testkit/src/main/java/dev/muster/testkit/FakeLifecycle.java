package dev.muster.testkit;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.EventSource;
import dev.muster.provider.MemberProfiles;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.provider.User;
import java.util.List;
import java.util.Set;

/**
 * The part of the fake that changes and ends memberships and organizations, tells profiles, and is
 * read by an event feed.
 */
abstract sealed class FakeLifecycle extends FakeInvitations
    implements OrganizationLifecycle, MemberProfiles permits FakeIdentityProvider {
  abstract LifecycleCalls lifecycle();

  /**
   * The event log, as a feed reads it. Each of its calls is refused as {@code no_such_log} where
   * the {@link ProviderProfile} has no log.
   *
   * @return the same object on every call
   */
  public final EventSource eventSource() {
    return pages().eventSource();
  }

  /**
   * All organizations and members, page by page.
   *
   * @return the same object on every call
   */
  public final DirectoryWalk directoryWalk() {
    return pages().directoryWalk();
  }

  @Override
  public final void removeMember(Membership membership) {
    lifecycle().remove(membership);
  }

  @Override
  public final Membership changeRole(Membership membership, RoleSlug role) {
    return lifecycle().changeRole(membership, role);
  }

  @Override
  public final Membership deactivate(Membership membership) {
    return lifecycle().deactivate(membership);
  }

  @Override
  public final Membership reactivate(Membership membership) {
    return lifecycle().reactivate(membership);
  }

  @Override
  public final Organization rename(OrganizationId organization, String name) {
    return lifecycle().rename(organization, name);
  }

  @Override
  public final void deleteOrganization(OrganizationId organization) {
    lifecycle().delete(organization);
  }

  @Override
  public final List<User> profiles(OrganizationId organization, Set<UserId> members) {
    return lifecycle().profiles(organization, members);
  }
}
