package dev.muster.workos;

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
import java.util.Objects;
import java.util.Set;

/**
 * The part of the provider that changes and ends memberships and organizations, and that an event
 * feed reads.
 */
abstract sealed class WorkOsLifecycle implements OrganizationLifecycle, MemberProfiles
    permits WorkOsProvider {
  private final EventSource eventSource;
  private final DirectoryWalk directoryWalk;

  WorkOsLifecycle(Wire wire, int pageSize) {
    eventSource = new WorkOsEvents(wire, pageSize);
    directoryWalk = new WorkOsWalk(wire, pageSize);
  }

  abstract Wire wire();

  abstract LifecycleCalls lifecycle();

  /**
   * WorkOS's log of events, for {@code MusterBuilder.events}. Each call is one request.
   *
   * <p>WorkOS promises neither how soon an event is seen nor for how long it is kept. The {@link
   * EventSource#delay() delay} of 10 seconds is an assumption, and the {@link
   * EventSource#retention() retention} of 30 days the smaller of two numbers on its pages.
   *
   * @return the same object on every call
   */
  public final EventSource eventSource() {
    return eventSource;
  }

  /**
   * All organizations and members, for {@code MusterBuilder.walks}. Each call is one request.
   *
   * @return the same object on every call
   */
  public final DirectoryWalk directoryWalk() {
    return directoryWalk;
  }

  @Override
  public final void removeMember(Membership membership) {
    Objects.requireNonNull(membership, "membership");
    boolean unused = wire().within(deadline -> lifecycle().remove(deadline, membership));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Where single sign-on or a directory maps groups to roles, its word stands above this one:
   * the answer then has another role, and is {@code Rejected} as {@code role_kept}.
   */
  @Override
  public final Membership changeRole(Membership membership, RoleSlug role) {
    Objects.requireNonNull(membership, "membership");
    Objects.requireNonNull(role, "role");
    return wire().within(deadline -> lifecycle().changeRole(deadline, membership, role));
  }

  @Override
  public final Membership deactivate(Membership membership) {
    Objects.requireNonNull(membership, "membership");
    return wire().within(deadline -> lifecycle().deactivate(deadline, membership));
  }

  @Override
  public final Membership reactivate(Membership membership) {
    Objects.requireNonNull(membership, "membership");
    return wire().within(deadline -> lifecycle().reactivate(deadline, membership));
  }

  @Override
  public final Organization rename(OrganizationId organization, String name) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(name, "name");
    return wire().within(deadline -> lifecycle().rename(deadline, organization, name));
  }

  /**
   * {@inheritDoc}
   *
   * <p>WorkOS may take the order and carry it out later. It is done when WorkOS no longer finds the
   * organization; until then this is {@code Unavailable}, and may be asked for again.
   */
  @Override
  public final void deleteOrganization(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    boolean unused = wire().within(deadline -> lifecycle().delete(deadline, organization));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Reads all users of the organization, page by page, whoever is asked for; nobody takes no
   * request.
   */
  @Override
  public final List<User> profiles(OrganizationId organization, Set<UserId> members) {
    Objects.requireNonNull(organization, "organization");
    Set<UserId> asked = Set.copyOf(Objects.requireNonNull(members, "members"));
    return asked.isEmpty()
        ? List.of()
        : wire().within(deadline -> lifecycle().profiles(deadline, organization, asked));
  }
}
