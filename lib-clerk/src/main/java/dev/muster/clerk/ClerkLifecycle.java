package dev.muster.clerk;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.MemberProfiles;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.provider.User;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The part of the provider that changes and ends memberships and organizations. */
abstract sealed class ClerkLifecycle implements OrganizationLifecycle, MemberProfiles
    permits ClerkProvider {
  private final Wire wire;
  private final MembershipCalls memberships;
  private final OrganizationCalls organizations;
  private final ProfileCalls profiles;
  private final DirectoryWalk walk;

  ClerkLifecycle(Calls calls) {
    wire = calls.wire();
    memberships = calls.memberships();
    organizations = calls.organizations();
    profiles = calls.profiles();
    walk = calls.walk();
  }

  /**
   * All organizations and members, for {@code MusterBuilder.walks}.
   *
   * @return the same object on every call
   */
  public final DirectoryWalk directoryWalk() {
    return walk;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Clerk takes the pair and not the membership, which is therefore looked at first. A user who
   * leaves and joins again between the two requests is removed again.
   */
  @Override
  public final void removeMember(Membership membership) {
    Objects.requireNonNull(membership, "membership");
    boolean unused = wire.within(deadline -> memberships.remove(deadline, membership));
  }

  @Override
  public final Membership changeRole(Membership membership, RoleSlug role) {
    Objects.requireNonNull(membership, "membership");
    Objects.requireNonNull(role, "role");
    return wire.within(deadline -> memberships.changeRole(deadline, membership, role));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Clerk knows no inactive memberships: {@code Rejected} as {@code no_inactive_memberships},
   * unless the user is banned and the membership inactive on account of that.
   */
  @Override
  public final Membership deactivate(Membership membership) {
    Objects.requireNonNull(membership, "membership");
    return wire.within(deadline -> memberships.deactivate(deadline, membership));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Of a banned user {@code Rejected} as {@code user_barred}: that is not the organization's.
   */
  @Override
  public final Membership reactivate(Membership membership) {
    Objects.requireNonNull(membership, "membership");
    return wire.within(deadline -> memberships.reactivate(deadline, membership));
  }

  @Override
  public final Organization rename(OrganizationId organization, String name) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(name, "name");
    return wire.within(deadline -> organizations.rename(deadline, organization, name));
  }

  @Override
  public final void deleteOrganization(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    boolean unused = wire.within(deadline -> organizations.delete(deadline, organization));
  }

  /**
   * {@inheritDoc}
   *
   * <p>A hundred users are two requests, made side by side: who of them is a member, and who they
   * are. Nobody takes no request.
   */
  @Override
  public final List<User> profiles(OrganizationId organization, Set<UserId> members) {
    Objects.requireNonNull(organization, "organization");
    Set<UserId> asked = Set.copyOf(Objects.requireNonNull(members, "members"));
    return wire.within(deadline -> profiles.profiles(deadline, organization, asked));
  }
}
