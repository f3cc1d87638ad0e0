package dev.muster.docs.snippets;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.User;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where an adapter begins: it never answers, and so never says a wrong thing. */
// @start region=skeleton
final class OurDirectory implements IdentityProvider {
  @Override
  public ProviderInstance instance() {
    return new ProviderInstance("our-directory");
  }

  @Override
  public Duration callDeadline() {
    return Duration.ofSeconds(2);
  }

  @Override
  public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
    throw new Unavailable("not written yet", null);
  }

  @Override
  public Optional<Organization> findOrganization(OrganizationId organization) {
    throw new Unavailable("not written yet", null);
  }

  @Override
  public Optional<User> findUser(UserId user) {
    throw new Unavailable("not written yet", null);
  }

  @Override
  public List<Membership> listMemberships(UserId user) {
    throw new Unavailable("not written yet", null);
  }

  @Override
  public List<Membership> listMembers(OrganizationId organization) {
    throw new Unavailable("not written yet", null);
  }
}
// @end
