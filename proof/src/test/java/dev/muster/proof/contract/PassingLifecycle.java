package dev.muster.proof.contract;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.testkit.FakeIdentityProvider;

/** A lifecycle that passes everything on; wrong ones replace one method. */
class PassingLifecycle implements OrganizationLifecycle {
  final FakeIdentityProvider fake;

  PassingLifecycle(FakeIdentityProvider fake) {
    this.fake = fake;
  }

  @Override
  public void removeMember(Membership membership) {
    fake.removeMember(membership);
  }

  @Override
  public Membership changeRole(Membership membership, RoleSlug role) {
    return fake.changeRole(membership, role);
  }

  @Override
  public Membership deactivate(Membership membership) {
    return fake.deactivate(membership);
  }

  @Override
  public Membership reactivate(Membership membership) {
    return fake.reactivate(membership);
  }

  @Override
  public Organization rename(OrganizationId organization, String name) {
    return fake.rename(organization, name);
  }

  @Override
  public void deleteOrganization(OrganizationId organization) {
    fake.deleteOrganization(organization);
  }

  /** The membership as it is now, whatever was stated of it. */
  final Membership now(Membership stated) {
    return fake.findMembership(stated.organization(), stated.user()).orElse(stated);
  }
}
