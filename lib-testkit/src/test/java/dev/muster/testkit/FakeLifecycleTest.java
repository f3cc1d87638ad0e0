package dev.muster.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.provider.MemberProfiles;
import dev.muster.provider.Membership;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.provider.ProviderException.Rejected;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FakeLifecycleTest extends LifecycleBehaviour {
  private static final int ROUNDS = 200;
  private static final RoleSlug ADMIN = new RoleSlug("admin");

  @Override
  protected OrganizationLifecycle lifecycle(FakeIdentityProvider fake) {
    return fake;
  }

  @Override
  protected MemberProfiles profiles(FakeIdentityProvider fake) {
    return fake;
  }

  @Test
  @Tag("ADM-3")
  void two_removals_of_the_last_two_admins_at_once_leave_one() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      int left =
          adminsLeft(
              ProviderProfile.CLERK,
              (fake, admin, pause) -> {
                pause.await();
                fake.removeMember(admin);
              });
      assertThat(left).isEqualTo(1);
    }
  }

  @Test
  @Tag("ADM-3")
  void control_who_looks_before_the_removal_and_not_in_it_leaves_none() throws Exception {
    int left =
        adminsLeft(
            ProviderProfile.PLAIN,
            (fake, admin, pause) -> {
              boolean another = fake.listMembers(admin.organization()).size() > 1;
              pause.await();
              if (another) {
                fake.removeMember(admin);
              }
            });
    assertThat(left).isZero();
  }

  private static int adminsLeft(ProviderProfile profile, Removal removal) throws Exception {
    FakeIdentityProvider fake =
        FakeIdentityProvider.builder(new ProviderInstance("test")).profile(profile).build();
    OrganizationId acme = fake.dashboard().createOrganization("Acme").id();
    Queue<Membership> admins = new ConcurrentLinkedQueue<>();
    for (String name : new String[] {"ann", "bob"}) {
      admins.add(
          fake.dashboard()
              .join(acme, fake.dashboard().createUser(name + "@example.org").id(), ADMIN));
    }
    int unused =
        Race.winnersWithPause(
            2,
            pause -> {
              try {
                removal.run(fake, admins.remove(), pause);
                return true;
              } catch (Rejected lastAdmin) {
                return false;
              }
            });
    return fake.listMembers(acme).size();
  }

  /** One way to remove an admin. */
  private interface Removal {
    void run(FakeIdentityProvider fake, Membership admin, CyclicBarrier pause) throws Exception;
  }
}
