package dev.muster.proof.check;

import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.membership.Failure;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.role.RoleMap;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryRoleStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.RoleStore;
import dev.muster.testkit.FakeIdentityProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a check waits for may hang, and the check ends at its deadline, undecided. */
@Tag("MEM-11")
class DeadlineTest {
  private static final Duration SHORT = Duration.ofMillis(150);

  private final FakeIdentityProvider fake =
      FakeIdentityProvider.builder(new ProviderInstance("fake"))
          .clock(InstantSource.system())
          .build();
  private final UserId ann = fake.dashboard().createUser("ann@example.com").id();
  private final OrganizationId acme = fake.dashboard().createOrganization("Acme").id();
  private final CountDownLatch over = new CountDownLatch(1);

  @BeforeEach
  void a_member() {
    fake.dashboard().join(acme, ann, new RoleSlug("member"));
  }

  @AfterEach
  void letGo() {
    over.countDown();
  }

  @Test
  void of_a_provider() {
    endsInTime(node(hanging(IdentityProvider.class, fake, "findMembership")), acme.value());
  }

  @Test
  void of_a_provider_that_is_asked_for_all_of_a_users_organizations() {
    try (Muster muster = node(hanging(IdentityProvider.class, fake, "listMemberships")).build()) {
      AccessCheck unnamed = AccessCheck.of(muster.vouchedByHost(ann), Requirement.member());
      assertThat(muster.check(unnamed)).isUndecided(Failure.Cause.TIMED_OUT);
    }
  }

  @Test
  void of_the_mirror() {
    MembershipStore mirror = new InMemoryMembershipStore(InstantSource.system());
    for (String statement : Set.of("find", "record")) {
      endsInTime(
          node(fake).memberships(hanging(MembershipStore.class, mirror, statement)), acme.value());
    }
  }

  @Test
  void of_the_directory() {
    DirectoryStore directory = new InMemoryDirectoryStore(InstantSource.system());
    endsInTime(
        node(fake).directory(hanging(DirectoryStore.class, directory, "findBySlug")), "acme");
  }

  @Test
  void of_the_role_store() {
    RoleStore roles = new InMemoryRoleStore();
    // What somebody else wrote has to be read.
    MembershipKey key = new MembershipKey(fake.instance(), acme, ann);
    roles.swap(key, new RoleStore.Change(null, new Role("owner")));
    for (String statement : Set.of("find", "swap")) {
      endsInTime(node(fake).roleStore(hanging(RoleStore.class, roles, statement)), acme.value());
    }
  }

  @Test
  void a_directory_that_can_not_be_filled_in_time_keeps_nobody_out() {
    DirectoryStore directory = new InMemoryDirectoryStore(InstantSource.system());
    try (Muster muster =
        node(fake).directory(hanging(DirectoryStore.class, directory, "visit")).build()) {
      assertThat(check(muster, acme.value())).isGranted();
    }
  }

  @Test
  void an_interrupted_caller_is_let_go_with_its_flag_set() {
    RoleStore roles = new InMemoryRoleStore();
    try (Muster muster =
        node(fake)
            .deadline(Duration.ofMinutes(1))
            .roleStore(hanging(RoleStore.class, roles, "swap"))
            .build()) {
      Thread.currentThread().interrupt();
      assertThat(check(muster, acme.value())).isUndecided(Failure.Cause.INTERRUPTED);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private void endsInTime(MusterBuilder node, String organization) {
    try (Muster muster = node.build()) {
      assertThat(check(muster, organization)).isUndecided(Failure.Cause.TIMED_OUT);
    }
  }

  private Decision check(Muster muster, String organization) {
    return muster.check(muster.vouchedByHost(ann), organization, Requirement.member());
  }

  private static MusterBuilder node(IdentityProvider provider) {
    return Muster.builder()
        .provider(provider)
        .roles(RoleMap.builder().role("member").build())
        .deadline(SHORT);
  }

  /** An implementation of which one method does not return before the test is over. */
  private <T> T hanging(Class<T> spi, T sound, String name) {
    return spi.cast(
        Proxy.newProxyInstance(
            spi.getClassLoader(),
            new Class<?>[] {spi},
            (proxy, method, arguments) -> {
              if (method.getName().equals(name)) {
                over.await();
              }
              try {
                return method.invoke(sound, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            }));
  }
}
