package dev.muster.testkit;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.User;
import java.util.Objects;

/**
 * What people do at the provider: administrators, and users who accept. None of it is a call, and
 * no fault touches it. Each change of a membership moves its {@code updatedAt} strictly forward,
 * also when the clock stands still. Safe for many threads; never blocks.
 *
 * <p>An unknown user, organization or membership is an {@link IllegalArgumentException}; an act
 * that does not fit the state, or that this provider does not know (see {@link ProviderProfile}),
 * is an {@link IllegalStateException}: both are mistakes of the test.
 */
public final class FakeDashboard extends FakeDashboardViews {
  private final Directory directory;
  private final Invitations invitations;
  private final Sessions sessions;
  private final MemberActs members;

  FakeDashboard(
      Directory directory,
      Invitations invitations,
      Sessions sessions,
      RoleTable roles,
      EventLog log) {
    super(directory, roles, log);
    this.directory = directory;
    this.invitations = invitations;
    this.sessions = sessions;
    members = new MemberActs(directory, invitations);
  }

  /**
   * Makes a user with a verified e-mail. Open invitations to it become pending memberships.
   *
   * @param email the e-mail, unique without regard to case
   * @return the user
   */
  public User createUser(String email) {
    return createUser(email, true);
  }

  /**
   * Makes a user. Open invitations to the e-mail become pending memberships.
   *
   * @param email the e-mail, unique without regard to case
   * @param verified whether the provider verified it
   * @return the user
   */
  public User createUser(String email, boolean verified) {
    notBlank(email, "email");
    return directory.atomically(
        () -> {
          User made = directory.createUser(email, verified).orElseThrow(this::emailTaken);
          invitations.welcome(made);
          return made;
        });
  }

  /**
   * Makes a user who has no e-mail, as one who signs in by a name or a phone number.
   *
   * @return the user
   * @throws IllegalStateException if every user has one, as {@link
   *     ProviderProfile#hasUsersWithoutEmail()} says
   */
  public User createUserWithoutEmail() {
    if (!directory.profile().hasUsersWithoutEmail()) {
      throw new IllegalStateException("every user has an e-mail here");
    }
    return directory.createUser(null, false).orElseThrow();
  }

  /**
   * Changes a user's e-mail. The id stays.
   *
   * @param user the user
   * @param email the new e-mail
   * @param verified whether the provider verified it
   */
  public void changeEmail(UserId user, String email, boolean verified) {
    notBlank(email, "email");
    directory.atomically(
        () -> {
          if (!directory.changeEmail(directory.need(user), email, verified)) {
            throw emailTaken();
          }
          return user;
        });
  }

  /**
   * Makes an organization.
   *
   * @param name its display name, not unique
   * @return the organization
   */
  public Organization createOrganization(String name) {
    return directory.createOrganization(notBlank(name, "name"), null);
  }

  /**
   * Changes an organization's display name.
   *
   * @param organization the organization
   * @param name the new name
   */
  public void rename(OrganizationId organization, String name) {
    notBlank(name, "name");
    directory.need(organization);
    directory.rename(organization, name);
  }

  /**
   * Invites somebody. Where the provider knows pending members, a user with the e-mail is one now,
   * anybody else when the user is made.
   *
   * @param organization the organization
   * @param email whom
   * @param role the role to come
   * @return the invitation, open for seven days
   */
  public Invitation invite(OrganizationId organization, String email, RoleSlug role) {
    return members.invite(organization, notBlank(email, "email"), role);
  }

  /**
   * Accepts the invitation of a user: the user becomes an active member.
   *
   * @param organization the organization
   * @param user who accepts
   * @return the active membership
   */
  public Membership accept(OrganizationId organization, UserId user) {
    return members.accept(organization, user);
  }

  /**
   * Makes a user an active member at once, as an administrator may.
   *
   * @param organization the organization
   * @param user the user
   * @param roles the roles, highest first
   * @return the active membership, with an id that no membership had before
   */
  public Membership join(OrganizationId organization, UserId user, RoleSlug... roles) {
    return members.join(organization, user, roles);
  }

  /**
   * Sets a member's roles, whatever the status.
   *
   * @param organization the organization
   * @param user the member
   * @param roles the roles from now on, highest first; none is possible
   * @return the changed membership
   */
  public Membership setRoles(OrganizationId organization, UserId user, RoleSlug... roles) {
    return members.setRoles(organization, user, roles);
  }

  /**
   * Removes a member, or takes back the invitation of a pending one. A real delete: joining again
   * makes a membership with a new id, where memberships have ids.
   *
   * @param organization the organization
   * @param user the member
   */
  public void remove(OrganizationId organization, UserId user) {
    Membership unused = members.remove(organization, user);
  }

  /**
   * Deactivates an active member. Roles and id stay.
   *
   * @param organization the organization
   * @param user the member
   * @return the inactive membership
   */
  public Membership deactivate(OrganizationId organization, UserId user) {
    return members.move(organization, user, MembershipStatus.ACTIVE, MembershipStatus.INACTIVE);
  }

  /**
   * Makes an inactive member active again, with the same roles and id.
   *
   * @param organization the organization
   * @param user the member
   * @return the active membership
   */
  public Membership reactivate(OrganizationId organization, UserId user) {
    return members.move(organization, user, MembershipStatus.INACTIVE, MembershipStatus.ACTIVE);
  }

  /**
   * Deletes an organization with all its memberships and open invitations.
   *
   * @param organization the organization
   */
  public void deleteOrganization(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    directory.atomically(
        () -> {
          if (!directory.deleteOrganization(organization)) {
            throw Directory.unknown("organization", organization);
          }
          invitations.forget(organization);
          return organization;
        });
  }

  /**
   * Deletes a user with all memberships and sessions.
   *
   * @param user the user
   */
  public void deleteUser(UserId user) {
    if (!directory.deleteUser(Objects.requireNonNull(user, "user"))) {
      throw Directory.unknown("user", user);
    }
    sessions.endAll(user);
  }

  /**
   * Ends all sessions of a user. Memberships stay.
   *
   * @param user the user
   */
  public void endSessions(UserId user) {
    directory.need(user);
    sessions.endAll(user);
  }

  private IllegalStateException emailTaken() {
    return new IllegalStateException("another user has this e-mail");
  }

  private static String notBlank(String value, String what) {
    if (Objects.requireNonNull(value, what).isBlank()) {
      throw new IllegalArgumentException(what + " must not be blank");
    }
    return value;
  }
}
