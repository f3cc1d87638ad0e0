package dev.muster.proof.contract;

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

/** An adapter that passes everything on; a wrong one replaces one method. */
public class PassingProvider implements IdentityProvider {
  protected final IdentityProvider sound;

  protected PassingProvider(IdentityProvider sound) {
    this.sound = sound;
  }

  @Override
  public ProviderInstance instance() {
    return sound.instance();
  }

  @Override
  public Duration callDeadline() {
    return sound.callDeadline();
  }

  @Override
  public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
    return sound.findMembership(organization, user);
  }

  @Override
  public Optional<Organization> findOrganization(OrganizationId organization) {
    return sound.findOrganization(organization);
  }

  @Override
  public Optional<User> findUser(UserId user) {
    return sound.findUser(user);
  }

  @Override
  public List<Membership> listMemberships(UserId user) {
    return sound.listMemberships(user);
  }

  @Override
  public List<Membership> listMembers(OrganizationId organization) {
    return sound.listMembers(organization);
  }
}
