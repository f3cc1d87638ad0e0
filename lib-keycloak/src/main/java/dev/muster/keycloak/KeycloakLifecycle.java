package dev.muster.keycloak;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.MemberProfiles;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.provider.User;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The part of the provider that changes and ends memberships and organizations. */
abstract sealed class KeycloakLifecycle implements OrganizationLifecycle, MemberProfiles
    permits KeycloakProvider {
  private final Calls calls;
  private final MembershipCalls memberships;
  private final LifecycleCalls lifecycle;
  private final DirectoryWalk directoryWalk;

  KeycloakLifecycle(Calls calls, MembershipCalls memberships, LifecycleCalls lifecycle) {
    this.calls = calls;
    this.memberships = memberships;
    this.lifecycle = lifecycle;
    directoryWalk = new KeycloakWalk(calls, memberships);
  }

  /**
   * All organizations and members, for {@code MusterBuilder.walks}.
   *
   * <p>Keycloak pages by offset. Each further page begins some rows earlier, so that who stays is
   * met, whoever comes and goes meanwhile; whoever is renamed while the list is read may be missed.
   *
   * @return the same object on every call
   */
  public final DirectoryWalk directoryWalk() {
    return directoryWalk;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Keycloak has no id of a membership; it is known by its pair. A member whom an identity
   * provider of the organization manages is deleted as a user, too: that is what Keycloak does.
   */
  @Override
  public final void removeMember(Membership membership) {
    Objects.requireNonNull(membership, "membership");
    boolean unused = calls.within(deadline -> lifecycle.remove(deadline, membership));
  }

  /**
   * {@inheritDoc}
   *
   * <p>The member joins the organization's group for the role, which is made where there is none,
   * and then leaves all others that have a role. A group without roles is left alone.
   */
  @Override
  public final Membership changeRole(Membership membership, RoleSlug role) {
    Objects.requireNonNull(membership, "membership");
    Objects.requireNonNull(role, "role");
    return calls.within(deadline -> lifecycle.changeRole(deadline, membership, role));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Keycloak knows no inactive memberships: one that is active is {@code Rejected} as {@code
   * not_supported}.
   */
  @Override
  public final Membership deactivate(Membership membership) {
    Objects.requireNonNull(membership, "membership");
    return calls.within(
        deadline -> lifecycle.mustBe(deadline, membership, MembershipStatus.INACTIVE));
  }

  /**
   * {@inheritDoc}
   *
   * <p>One that is inactive is {@code Rejected} as {@code not_supported}: its user or organization
   * is disabled, for all organizations or all members.
   */
  @Override
  public final Membership reactivate(Membership membership) {
    Objects.requireNonNull(membership, "membership");
    return calls.within(
        deadline -> lifecycle.mustBe(deadline, membership, MembershipStatus.ACTIVE));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Keycloak's names are unique in a realm: one that is taken is {@code Rejected} as {@code
   * name_taken}. The alias stays.
   */
  @Override
  public final Organization rename(OrganizationId organization, String name) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(name, "name");
    return calls.within(deadline -> lifecycle.rename(deadline, organization, name));
  }

  @Override
  public final void deleteOrganization(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    boolean unused = calls.within(deadline -> lifecycle.delete(deadline, organization));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Reads all members of the organization, page by page, whoever is asked for; nobody takes no
   * request.
   */
  @Override
  public final List<User> profiles(OrganizationId organization, Set<UserId> members) {
    Objects.requireNonNull(organization, "organization");
    Set<UserId> asked = Set.copyOf(Objects.requireNonNull(members, "members"));
    return asked.isEmpty()
        ? List.of()
        : calls.within(deadline -> memberships.profiles(deadline, organization, asked));
  }
}
