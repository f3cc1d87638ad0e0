package dev.muster.testkit;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.User;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the fake does to members and organizations when a host asks, and what it refuses. Each act
 * is one step under the directory's lock; one that finds its work done changes nothing and tells
 * nothing.
 */
final class LifecycleActs {
  private final Directory directory;
  private final Invitations invitations;

  LifecycleActs(Directory directory, Invitations invitations) {
    this.directory = directory;
    this.invitations = invitations;
  }

  /** Whether there was something to end. */
  boolean remove(Membership stated) {
    return directory.atomically(
        () -> {
          Optional<Membership> there = current(stated);
          there.ifPresent(this::end);
          return there.isPresent();
        });
  }

  Membership changeRole(Membership stated, RoleSlug role) {
    return change(
        stated,
        now -> {
          if (now.roles().equals(List.of(role))) {
            return now;
          }
          if (!directory.profile().isAdmin(role)) {
            leavesAnAdmin(now);
          }
          return directory.change(now, now.status(), List.of(role));
        });
  }

  Membership deactivate(Membership stated) {
    return move(stated, MembershipStatus.INACTIVE);
  }

  Membership reactivate(Membership stated) {
    return move(stated, MembershipStatus.ACTIVE);
  }

  Organization rename(OrganizationId organization, String name) {
    if (name.isBlank()) {
      throw new Rejected("invalid_name");
    }
    return directory.atomically(
        () -> {
          Organization now =
              directory
                  .organization(organization)
                  .orElseThrow(() -> new Rejected("organization_not_found"));
          if (now.name().equals(name)) {
            return now;
          }
          directory.rename(organization, name);
          return new Organization(organization, name);
        });
  }

  /** Whether there was something to end. */
  boolean delete(OrganizationId organization) {
    return directory.atomically(
        () -> {
          invitations.forget(organization);
          return directory.deleteOrganization(organization);
        });
  }

  /** Those of the users who have a membership there, of whatever status. */
  List<User> profiles(OrganizationId organization, List<UserId> users) {
    return directory.atomically(
        () ->
            users.stream()
                .filter(user -> directory.membership(organization, user).isPresent())
                .flatMap(user -> directory.user(user).stream())
                .toList());
  }

  private Membership move(Membership stated, MembershipStatus to) {
    return change(
        stated,
        now -> {
          if (now.status() == to) {
            return now;
          }
          if (!directory.profile().statuses().contains(to)) {
            throw new Rejected("no_inactive_members");
          }
          if (now.status() == MembershipStatus.PENDING) {
            throw new Rejected("membership_pending");
          }
          return directory.change(now, to, now.roles());
        });
  }

  private Membership change(Membership stated, UnaryOperator<Membership> act) {
    return directory.atomically(
        () -> act.apply(current(stated).orElseThrow(() -> new Rejected("membership_not_found"))));
  }

  private void end(Membership now) {
    leavesAnAdmin(now);
    invitations.end(now);
  }

  /** The membership with the stated id, and no later one of the same user. */
  private Optional<Membership> current(Membership stated) {
    return directory
        .membership(stated.organization(), stated.user())
        .filter(now -> now.id().equals(stated.id()));
  }

  private void leavesAnAdmin(Membership without) {
    ProviderProfile profile = directory.profile();
    boolean last =
        profile.keepsAnAdmin()
            && isAdmin(without)
            && directory.members(without.organization()).stream()
                .noneMatch(other -> !other.equals(without) && isAdmin(other));
    if (last) {
      throw new Rejected("last_admin");
    }
  }

  private boolean isAdmin(Membership membership) {
    return membership.isActive()
        && membership.roles().stream().anyMatch(directory.profile()::isAdmin);
  }
}
