package dev.muster.benchmarks;

import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A provider in which everybody is a member of everything, at no cost. */
final class FixedProvider implements IdentityProvider {
  static final ProviderInstance INSTANCE = new ProviderInstance("fixed");

  private static final List<RoleSlug> ROLES = List.of(new RoleSlug("member"));

  @Override
  public ProviderInstance instance() {
    return INSTANCE;
  }

  @Override
  public Duration callDeadline() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
    return Optional.of(
        new Membership(
            new MembershipId("om_" + user),
            organization,
            user,
            MembershipStatus.ACTIVE,
            ROLES,
            Instant.EPOCH));
  }

  @Override
  public Optional<Organization> findOrganization(OrganizationId organization) {
    return Optional.of(new Organization(organization, "Organization"));
  }

  @Override
  public Optional<User> findUser(UserId user) {
    return Optional.empty();
  }

  @Override
  public List<Membership> listMemberships(UserId user) {
    return List.of();
  }

  @Override
  public List<Membership> listMembers(OrganizationId organization) {
    return List.of();
  }
}
