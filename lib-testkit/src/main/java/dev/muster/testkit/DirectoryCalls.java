package dev.muster.testkit;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.User;
import dev.muster.testkit.fault.Gate;
import dev.muster.testkit.fault.Operation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls about users, organizations and members. */
final class DirectoryCalls {
  private final Gate gate;
  private final Directory directory;

  DirectoryCalls(Gate gate, Directory directory) {
    this.gate = gate;
    this.directory = directory;
  }

  Optional<Membership> findMembership(OrganizationId organization, UserId user) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(user, "user");
    for (int more = directory.profile().callsPerLookUp() - 1; more > 0; more--) {
      Optional<Membership> unused =
          gate.call(Operation.FIND_MEMBERSHIP, () -> directory.membership(organization, user));
    }
    return gate.call(Operation.FIND_MEMBERSHIP, () -> directory.membership(organization, user));
  }

  Optional<Organization> findOrganization(OrganizationId organization) {
    Objects.requireNonNull(organization, "organization");
    return gate.call(Operation.FIND_ORGANIZATION, () -> directory.organization(organization));
  }

  Optional<User> findUser(UserId user) {
    Objects.requireNonNull(user, "user");
    return gate.call(Operation.FIND_USER, () -> directory.user(user));
  }

  Page<Organization> organizations(@Nullable String after, int limit) {
    return gate.call(Operation.LIST_ORGANIZATIONS, () -> directory.page(after, limit));
  }

  Page<Membership> memberships(UserId user, @Nullable String after, int limit) {
    Objects.requireNonNull(user, "user");
    return gate.call(Operation.LIST_MEMBERSHIPS, () -> directory.page(user, after, limit));
  }

  Page<Membership> members(OrganizationId organization, @Nullable String after, int limit) {
    Objects.requireNonNull(organization, "organization");
    return gate.call(Operation.LIST_MEMBERS, () -> directory.page(organization, after, limit));
  }

  Organization create(String name, String externalId) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(externalId, "externalId");
    return gate.call(
        Operation.CREATE_ORGANIZATION,
        () -> {
          if (name.isBlank()) {
            throw new Rejected("invalid_name");
          }
          return directory.createOrganization(name, externalId);
        });
  }

  Membership add(OrganizationId organization, UserId user, RoleSlug role) {
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(role, "role");
    return gate.call(
        Operation.ADD_MEMBER,
        () ->
            directory.atomically(
                () -> {
                  if (directory.organization(organization).isEmpty()) {
                    throw new Rejected("organization_not_found");
                  }
                  if (directory.user(user).isEmpty()) {
                    throw new Rejected("user_not_found");
                  }
                  return directory.activate(organization, user, List.of(role));
                }));
  }
}
