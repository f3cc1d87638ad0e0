package dev.muster.testkit;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.User;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What people do at the provider: administrators, and users who accept. None of it is a call, and
 * no fault touches it. Each change of a membership moves its {@code updatedAt} strictly forward,
 * also when the clock stands still. Safe for many threads; never blocks.
 *
 * <p>An unknown user, organization or membership is an {@link IllegalArgumentException}; an act
 * that does not fit the state is an {@link IllegalStateException}: both are mistakes of the test.
 */
public final class FakeDashboard {
  private final Directory directory;
  private final Sessions sessions;

  FakeDashboard(Directory directory, Sessions sessions) {
    this.directory = directory;
    this.sessions = sessions;
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
    return directory.createUser(notBlank(email, "email"), verified).orElseThrow(this::emailTaken);
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
   * Invites somebody. A user with the e-mail gets a pending membership now, anybody else when the
   * user is made.
   *
   * @param organization the organization
   * @param email whom
   * @param role the role to come
   * @return the pending membership, or empty if there is no such user yet
   */
  public Optional<Membership> invite(OrganizationId organization, String email, RoleSlug role) {
    notBlank(email, "email");
    Objects.requireNonNull(role, "role");
    return directory.atomically(
        () -> {
          directory.need(organization);
          Optional<User> user = directory.userByEmail(email);
          if (user.isEmpty()) {
            directory.keepInvitation(organization, email, role);
            return Optional.empty();
          }
          UserId id = user.get().id();
          refuseSecond(organization, id);
          return Optional.of(
              directory.begin(organization, id, MembershipStatus.PENDING, List.of(role)));
        });
  }

  /**
   * Accepts an invitation: the pending membership becomes active.
   *
   * @param organization the organization
   * @param user who accepts
   * @return the active membership
   */
  public Membership accept(OrganizationId organization, UserId user) {
    return move(organization, user, MembershipStatus.PENDING, MembershipStatus.ACTIVE);
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
    List<RoleSlug> given = List.of(roles);
    return directory.atomically(
        () -> {
          directory.need(organization);
          directory.need(user);
          refuseSecond(organization, user);
          return directory.begin(organization, user, MembershipStatus.ACTIVE, given);
        });
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
    List<RoleSlug> given = List.of(roles);
    return change(organization, user, old -> directory.change(old, old.status(), given));
  }

  /**
   * Removes a member, or withdraws a pending membership. A real delete: joining again makes a
   * membership with a new id.
   *
   * @param organization the organization
   * @param user the member
   */
  public void remove(OrganizationId organization, UserId user) {
    change(
        organization,
        user,
        old -> {
          directory.remove(organization, user);
          return old;
        });
  }

  /**
   * Deactivates an active member. Roles and id stay.
   *
   * @param organization the organization
   * @param user the member
   * @return the inactive membership
   */
  public Membership deactivate(OrganizationId organization, UserId user) {
    return move(organization, user, MembershipStatus.ACTIVE, MembershipStatus.INACTIVE);
  }

  /**
   * Makes an inactive member active again, with the same roles and id.
   *
   * @param organization the organization
   * @param user the member
   * @return the active membership
   */
  public Membership reactivate(OrganizationId organization, UserId user) {
    return move(organization, user, MembershipStatus.INACTIVE, MembershipStatus.ACTIVE);
  }

  /**
   * Deletes an organization with all its memberships and open invitations.
   *
   * @param organization the organization
   */
  public void deleteOrganization(OrganizationId organization) {
    if (!directory.deleteOrganization(Objects.requireNonNull(organization, "organization"))) {
      throw Directory.unknown("organization", organization);
    }
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

  /**
   * All users.
   *
   * @return a copy, oldest first
   */
  public List<User> users() {
    return directory.users();
  }

  /**
   * All organizations.
   *
   * @return a copy, oldest first
   */
  public List<Organization> organizations() {
    return directory.organizations();
  }

  private Membership move(
      OrganizationId organization, UserId user, MembershipStatus from, MembershipStatus to) {
    return change(
        organization,
        user,
        old -> {
          if (old.status() != from) {
            throw new IllegalStateException(
                "membership `" + old.id() + "` must be " + from + ", but is " + old.status());
          }
          return directory.change(old, to, old.roles());
        });
  }

  private Membership change(
      OrganizationId organization, UserId user, UnaryOperator<Membership> act) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(user, "user");
    return directory.atomically(
        () ->
            act.apply(
                directory
                    .membership(organization, user)
                    .orElseThrow(() -> Directory.unknown("membership of", user))));
  }

  private void refuseSecond(OrganizationId organization, UserId user) {
    if (directory.membership(organization, user).isPresent()) {
      throw new IllegalStateException("`" + user + "` has a membership there already");
    }
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
