package dev.muster.proof.check;

import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.Permission;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.role.UnknownRolePolicy;
import dev.muster.store.InMemoryRoleStore;
import dev.muster.store.RoleStore;
import dev.muster.testkit.FakeIdentityProvider;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a member of several provider roles may do, asked at the front door, fresh and warm. */
@Tag("ROLE-5")
class SeveralRolesTest {
  private static final ProviderInstance FAKE = new ProviderInstance("fake");
  private static final RoleSlug EDITOR = new RoleSlug("editor");
  private static final RoleSlug BILLING = new RoleSlug("billing");

  private final FakeIdentityProvider provider = FakeIdentityProvider.builder(FAKE).build();
  private final RoleStore record = new InMemoryRoleStore();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();

  private static RoleMap.Builder roles() {
    return RoleMap.builder()
        .role("editor", "notes:write")
        .role("billing", "invoices:pay")
        .role("guest", "notes:read");
  }

  private Muster muster(RoleMap roles, boolean live) {
    return Muster.builder()
        .provider(provider)
        .roles(roles)
        .roleStore(record)
        .unknownRoles(UnknownRolePolicy.fallback(new Role("guest")))
        .freshness(live ? Freshness.live() : Freshness.within(Duration.ofMinutes(1)))
        .build();
  }

  private Decision permits(Muster muster, String permission) {
    return muster.check(
        AccessCheck.of(muster.vouchedByHost(ann), Requirement.permits(new Permission(permission)))
            .in(acme.value()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_union_permits_what_each_known_role_does_and_records_the_highest(boolean live) {
    provider.dashboard().join(acme, ann, BILLING, new RoleSlug("stranger"), EDITOR);
    try (Muster muster = muster(roles().unionOfPermissions().build(), live)) {
      for (int again = 0; again < 3; again++) {
        assertThat(permits(muster, "notes:write")).isGranted();
        assertThat(permits(muster, "invoices:pay")).isGranted();
        assertThat(permits(muster, "notes:read")).isDenied();
      }
      assertThat(permits(muster, "notes:write")).isGranted().hasRole("editor");
    }
    assertThat(record.find(new MembershipKey(FAKE, acme, ann))).contains(new Role("editor"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void without_a_union_only_the_highest_role_permits(boolean live) {
    provider.dashboard().join(acme, ann, BILLING, EDITOR);
    try (Muster muster = muster(roles().build(), live)) {
      for (int again = 0; again < 3; again++) {
        assertThat(permits(muster, "notes:write")).isGranted();
        assertThat(permits(muster, "invoices:pay")).isDenied();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void where_no_slug_is_known_the_fallback_alone_permits(boolean live) {
    provider.dashboard().join(acme, ann, new RoleSlug("stranger"), new RoleSlug("other"));
    try (Muster muster = muster(roles().unionOfPermissions().build(), live)) {
      for (int again = 0; again < 3; again++) {
        assertThat(permits(muster, "notes:read")).isGranted();
        assertThat(permits(muster, "notes:write")).isDenied();
        assertThat(permits(muster, "invoices:pay")).isDenied();
      }
    }
  }
}
