package dev.muster.proof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.audit.MusterEvent;
import dev.muster.membership.Failure;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.contract.PassingProvider;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.role.EndedRolePolicy;
import dev.muster.role.RoleDrift;
import dev.muster.role.RoleDrift.Difference;
import dev.muster.role.RoleEvent;
import dev.muster.role.RoleMap;
import dev.muster.role.RolePlan;
import dev.muster.role.RolePlan.Why;
import dev.muster.store.InMemoryRoleStore;
import dev.muster.store.RoleStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.fault.Operation;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Comparing the roles of a whole organization with the provider's: the dry run, and correcting. */
class RoleDriftTest {
  private static final ProviderInstance FAKE = new ProviderInstance("fake");
  private static final Role ADMIN = new Role("admin");
  private static final Role MEMBER = new Role("member");

  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(FAKE).clock(InstantSource.system()).pageSize(1).build();
  private final RoleStore roles = new InMemoryRoleStore();
  private final List<MusterEvent> heard = new CopyOnWriteArrayList<>();
  private final Muster muster = builder(provider).build();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
  private final OrganizationId other = provider.dashboard().createOrganization("Other").id();
  private final UserId right = user("right", "admin");
  private final UserId lower = user("lower", "member");
  private final UserId fresh = user("fresh", "member");
  private final UserId wizard = user("wizard", "wizard");
  private final UserId stranger = provider.dashboard().createUser("stranger@example.com").id();

  private MusterBuilder builder(IdentityProvider from) {
    return Muster.builder()
        .provider(from)
        .roles(RoleMap.builder().role("admin").role("member").build())
        .roleStore(roles)
        .listener(heard::add);
  }

  private UserId user(String name, String slug) {
    UserId user = provider.dashboard().createUser(name + "@example.com").id();
    provider.dashboard().join(acme, user, new RoleSlug(slug));
    return user;
  }

  private void hostWrites(UserId user, Role role) {
    roles.swap(key(user), new RoleStore.Change(null, role));
  }

  private MembershipKey key(UserId user) {
    return new MembershipKey(FAKE, acme, user);
  }

  @BeforeEach
  void table() {
    hostWrites(right, ADMIN);
    hostWrites(lower, ADMIN);
    hostWrites(wizard, ADMIN);
    hostWrites(stranger, ADMIN);
    // What the same people are elsewhere is nobody's business here.
    provider.dashboard().join(other, stranger, new RoleSlug("admin"));
    provider.dashboard().join(other, lower, new RoleSlug("admin"));
    provider.calls().reset();
  }

  @AfterEach
  void close() {
    muster.close();
  }

  private static RoleDrift.Report report(RoleDrift.Result result) {
    return result.fold(
        found -> found,
        failure -> {
          throw new AssertionError("failed: " + failure);
        });
  }

  private Difference difference(UserId user, @Nullable Role from, @Nullable Role to, Why why) {
    return new Difference(key(user), new RolePlan(from, to, why));
  }

  @Test
  @Tag("ROLE-11")
  @Tag("ROLE-3")
  void a_dry_run_says_what_would_change_and_why_and_changes_nothing() {
    Map<UserId, Role> before = roles.list(FAKE, acme);

    RoleDrift.Report report = report(muster.roleDrift().compare(acme));

    assertThat(report.differences())
        .containsExactlyInAnyOrder(
            difference(lower, ADMIN, MEMBER, Why.PROVIDER_ROLE),
            difference(fresh, null, MEMBER, Why.PROVIDER_ROLE),
            difference(stranger, ADMIN, null, Why.MEMBERSHIP_ENDED));
    assertThat(report.members()).isEqualTo(4);
    assertThat(report.unknown()).containsExactly(new RoleSlug("wizard"));
    assertThat(roles.list(FAKE, acme)).isEqualTo(before);
    assertThat(heard).isEmpty();
    assertThat(provider.calls().count(Operation.FIND_MEMBERSHIP)).isZero();
    assertThat(provider.calls().count(Operation.FIND_ORGANIZATION)).isEqualTo(1);
  }

  @Test
  @Tag("ROLE-7")
  @Tag("ROLE-11")
  void what_differs_is_corrected_one_by_one_and_told() {
    RoleDrift.Report found = report(muster.roleDrift().correct(acme));

    assertThat(found.differences()).hasSize(3);
    assertThat(roles.list(FAKE, acme))
        .isEqualTo(Map.of(right, ADMIN, lower, MEMBER, fresh, MEMBER, wizard, ADMIN));
    assertThat(report(muster.roleDrift().compare(acme)).differences()).isEmpty();
    assertThat(heard)
        .filteredOn(
            event ->
                event instanceof MusterEvent.OfRole role
                    && role.event() instanceof RoleEvent.RoleChanged)
        .hasSize(3);
  }

  @Test
  @Tag("ROLE-3")
  void an_unknown_role_is_told_once_though_nothing_differs() {
    muster.roleDrift().correct(acme);
    muster.roleDrift().correct(acme);

    assertThat(heard)
        .extracting(event -> event instanceof MusterEvent.OfRole role ? role.event() : event)
        .filteredOn(RoleEvent.UnknownRole.class::isInstance)
        .containsExactly(
            new RoleEvent.UnknownRole(
                key(wizard), List.of(new RoleSlug("wizard")), Why.UNKNOWN_KEPT));
  }

  @Test
  @Tag("ROLE-11")
  void what_was_synchronised_a_moment_ago_is_corrected_all_the_same() {
    muster.roleDrift().correct(acme);
    roles.swap(key(right), new RoleStore.Change(ADMIN, MEMBER));

    muster.roleDrift().correct(acme);

    assertThat(roles.find(key(right))).contains(ADMIN);
  }

  @Test
  @Tag("ROLE-4")
  void an_organization_that_the_provider_does_not_know_differs_in_nothing() {
    OrganizationId unknown = new OrganizationId("org_unknown");
    MembershipKey there = new MembershipKey(FAKE, unknown, right);
    roles.swap(there, new RoleStore.Change(null, ADMIN));

    assertThat(report(muster.roleDrift().correct(unknown)).differences()).isEmpty();

    assertThat(roles.find(there)).contains(ADMIN);
  }

  @Test
  @Tag("ROLE-4")
  void a_list_that_lost_a_member_clears_no_role() {
    try (Muster careless = builder(losing(lower)).build()) {
      RoleDrift.Report report = report(careless.roleDrift().correct(acme));

      assertThat(report.differences())
          .contains(difference(lower, ADMIN, null, Why.MEMBERSHIP_ENDED));
      assertThat(roles.find(key(lower))).contains(MEMBER);
    }
  }

  @Test
  @Tag("ROLE-4")
  void a_host_that_keeps_the_roles_of_former_members_sees_no_difference() {
    try (Muster keeping = builder(provider).endedRoles(EndedRolePolicy.KEEP).build()) {
      assertThat(report(keeping.roleDrift().compare(acme)).differences())
          .extracting(Difference::key)
          .doesNotContain(key(stranger));
    }
  }

  @Test
  @Tag("ANS-2")
  void an_outage_is_no_difference() {
    provider.faults().down();

    assertThat(muster.roleDrift().correct(acme))
        .isEqualTo(new RoleDrift.Result.Failed(Failure.of(Failure.Cause.PROVIDER_UNAVAILABLE)));
    assertThat(roles.list(FAKE, acme)).hasSize(4);
  }

  /** A provider whose lists leave somebody out. */
  private IdentityProvider losing(UserId user) {
    return new PassingProvider(provider) {
      @Override
      public List<Membership> listMembers(OrganizationId organization) {
        return sound.listMembers(organization).stream()
            .filter(membership -> !membership.user().equals(user))
            .toList();
      }
    };
  }
}
