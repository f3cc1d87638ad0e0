package dev.muster.testkit;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Rejected;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What the dashboard does to members and invitations, and what it refuses. */
final class MemberActs {
  private final Directory directory;
  private final Invitations invitations;

  MemberActs(Directory directory, Invitations invitations) {
    this.directory = directory;
    this.invitations = invitations;
  }

  Invitation invite(OrganizationId organization, String email, RoleSlug role) {
    directory.need(organization);
    Objects.requireNonNull(role, "role");
    return possible(() -> invitations.invite(organization, email, role, null));
  }

  Membership accept(OrganizationId organization, UserId user) {
    directory.need(organization);
    return directory.atomically(
        () -> {
          Invitation open =
              invitations
                  .open(organization, directory.need(user))
                  .orElseThrow(() -> new IllegalStateException("there is no open invitation"));
          Invitation unused = possible(() -> invitations.accept(open.id()));
          return directory.membership(organization, user).orElseThrow();
        });
  }

  Membership join(OrganizationId organization, UserId user, RoleSlug... roles) {
    List<RoleSlug> given = known(roles);
    return directory.atomically(
        () -> {
          directory.need(organization);
          directory.need(user);
          if (directory.membership(organization, user).isPresent()) {
            throw new IllegalStateException("`" + user + "` has a membership there already");
          }
          return directory.begin(organization, user, MembershipStatus.ACTIVE, given);
        });
  }

  Membership setRoles(OrganizationId organization, UserId user, RoleSlug... roles) {
    List<RoleSlug> given = known(roles);
    return change(organization, user, old -> directory.change(old, old.status(), given));
  }

  Membership remove(OrganizationId organization, UserId user) {
    return change(
        organization,
        user,
        old -> {
          invitations.end(old);
          return old;
        });
  }

  Membership move(
      OrganizationId organization, UserId user, MembershipStatus from, MembershipStatus to) {
    return change(
        organization,
        user,
        old -> {
          if (old.status() != from || !directory.profile().statuses().contains(to)) {
            throw new IllegalStateException(
                "a membership that is " + old.status() + " can't become " + to + " here");
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

  private List<RoleSlug> known(RoleSlug... roles) {
    if (!directory.profile().hasSeveralRoles() && roles.length != 1) {
      throw new IllegalStateException("a member has exactly one role here");
    }
    return List.of(roles);
  }

  /** What the provider refuses to a call is a mistake of the test here. */
  private static <T> T possible(Supplier<T> act) {
    try {
      return act.get();
    } catch (Rejected refused) {
      throw new IllegalStateException(refused.code(), refused);
    }
  }
}
