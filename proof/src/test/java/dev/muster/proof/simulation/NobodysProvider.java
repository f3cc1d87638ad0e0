package dev.muster.proof.simulation;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.User;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A provider that knows nobody: how a control says no. */
record NobodysProvider(IdentityProvider like) implements IdentityProvider {
  @Override
  public ProviderInstance instance() {
    return like.instance();
  }

  @Override
  public Duration callDeadline() {
    return like.callDeadline();
  }

  @Override
  public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
    return Optional.empty();
  }

  @Override
  public Optional<Organization> findOrganization(OrganizationId organization) {
    return Optional.empty();
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
