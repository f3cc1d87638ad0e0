package dev.muster.examples.ownprovider;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.MemberProfiles;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.testkit.contract.LifecycleUnderTest;
import dev.muster.testkit.contract.Outage;
import dev.muster.testkit.contract.ProfilesUnderTest;
import dev.muster.testkit.gateway.Patience;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The adapter on its tables, and the levers behind it. */
final class StaffStage implements LifecycleUnderTest, ProfilesUnderTest {
  final StaffOffice office = new StaffOffice();
  final Line line = new Line(office);
  final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Patience<StaffDirectory> staff =
      Patience.of(
          deadline ->
              new StaffDirectory(
                  new ProviderInstance("staff"), deadline, line.dataSource(), threads),
          directory -> directory.findUser(new UserId("nobody")),
          directory -> {});

  StaffDirectory directory() {
    return staff.adapter();
  }

  @Override
  public IdentityProvider provider() {
    return staff.as(IdentityProvider.class, directory -> directory);
  }

  @Override
  public OrganizationLifecycle lifecycle() {
    return staff.as(OrganizationLifecycle.class, directory -> directory);
  }

  @Override
  public MemberProfiles profiles() {
    return staff.as(MemberProfiles.class, directory -> directory);
  }

  @Override
  public UserId createUser(String email) {
    return office.hire(email);
  }

  @Override
  public UserId createUserWithoutEmail() {
    return office.hireWithoutEmail();
  }

  @Override
  public OrganizationId createOrganization(String name) {
    return office.found(name);
  }

  @Override
  public void enrol(OrganizationId team, UserId user, MembershipStatus status, RoleSlug role) {
    office.assign(team, user, status, role);
  }

  @Override
  public void changeRole(OrganizationId organization, UserId user, RoleSlug role) {
    office.promote(organization, user, role);
  }

  @Override
  public void remove(OrganizationId organization, UserId user) {
    office.release(organization, user);
  }

  @Override
  public void fail(int goodRequests, Outage outage) {
    staff.expect(outage);
    line.fail(goodRequests, outage);
  }

  @Override
  public void rejectOurKey() {
    line.rejectOurKey();
  }

  @Override
  public void heal() {
    line.heal();
    staff.heal();
  }

  @Override
  public void close() {
    line.heal();
    threads.shutdown();
    office.close();
  }
}
