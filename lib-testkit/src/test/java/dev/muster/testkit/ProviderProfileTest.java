package dev.muster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How the fake differs from profile to profile. */
@Tag("KIT-1")
class ProviderProfileTest {
  private static final RoleSlug ADMIN = new RoleSlug("admin");
  private static final RoleSlug MEMBER = new RoleSlug("member");

  @Test
  @Tag("MEM-3")
  void lists_begin_where_the_provider_begins_them() {
    assertThat(listed(ProviderProfile.WORKOS)).isEqualTo(List.of("2", "1", "0"));
    assertThat(listed(ProviderProfile.CLERK)).isEqualTo(List.of("2", "1", "0"));
    assertThat(listed(ProviderProfile.KEYCLOAK)).isEqualTo(List.of("0", "1", "2"));
    assertThat(listed(ProviderProfile.PLAIN)).isEqualTo(List.of("0", "1", "2"));
  }

  @Test
  @Tag("MEM-3")
  void a_page_has_ten_rows_unless_asked_and_never_more_than_the_cap() {
    for (ProviderProfile profile : ProviderProfile.values()) {
      FakeIdentityProvider fake = fake(profile);
      OrganizationId acme = members(fake, profile.maxPageSize() + 1);
      FakePages pages = fake.pages();
      assertThat(pages.size()).isEqualTo(10);
      assertThat(pages.members(acme, null, 10).rows()).hasSize(10);
      Page<Membership> most = pages.members(acme, null, Integer.MAX_VALUE);
      assertThat(most.rows()).hasSize(profile.maxPageSize());
      assertThat(most.after()).isNotNull();
      assertThat(most.total() != null).isEqualTo(profile.isPagedByOffset());
    }
  }

  @Test
  void a_look_up_costs_what_it_costs_there_and_each_part_of_it_can_fail() {
    for (ProviderProfile profile : ProviderProfile.values()) {
      FakeIdentityProvider fake = fake(profile);
      OrganizationId acme = members(fake, 1);
      UserId user = fake.dashboard().users().get(0).id();
      for (int part = 0; part < profile.callsPerLookUp(); part++) {
        if (part > 0) {
          fake.faults().pass(Operation.FIND_MEMBERSHIP, part);
        }
        fake.faults().next(Operation.FIND_MEMBERSHIP, new Fault.ServerError(500));
        assertThatExceptionOfType(Unavailable.class)
            .isThrownBy(() -> fake.findMembership(acme, user));
      }
      fake.calls().reset();
      assertThat(fake.findMembership(acme, user)).isPresent();
      assertThat(fake.calls().total()).isEqualTo(profile.callsPerLookUp());
    }
  }

  @Test
  void what_a_provider_does_not_know_can_not_be_done_there() {
    for (ProviderProfile profile : ProviderProfile.values()) {
      FakeIdentityProvider fake = fake(profile);
      FakeDashboard dashboard = fake.dashboard();
      OrganizationId acme = members(fake, 1);
      UserId user = dashboard.users().get(0).id();
      if (profile == ProviderProfile.CLERK) {
        assertThatIllegalStateException().isThrownBy(() -> dashboard.deactivate(acme, user));
        assertThatIllegalStateException()
            .isThrownBy(() -> dashboard.setRoles(acme, user, ADMIN, MEMBER));
        assertThatIllegalStateException().isThrownBy(() -> dashboard.setRoles(acme, user));
      } else {
        assertThat(dashboard.setRoles(acme, user, ADMIN, MEMBER).roles()).hasSize(2);
        assertThat(dashboard.deactivate(acme, user).isActive()).isFalse();
      }
    }
  }

  @Test
  @Tag("ADM-2")
  void an_invited_user_is_pending_or_nothing_until_the_invitation_is_accepted() {
    for (ProviderProfile profile : ProviderProfile.values()) {
      FakeIdentityProvider fake = fake(profile);
      UserId ann = fake.dashboard().createUser("ann@example.org").id();
      OrganizationId acme = fake.dashboard().createOrganization("Acme").id();
      fake.dashboard().invite(acme, "ann@example.org", MEMBER);
      boolean isPending = fake.findMembership(acme, ann).isPresent();
      assertThat(isPending)
          .isEqualTo(profile == ProviderProfile.WORKOS || profile == ProviderProfile.PLAIN);
      assertThat(fake.dashboard().accept(acme, ann).isActive()).isTrue();
    }
  }

  @Test
  @Tag("ADM-2")
  void a_call_accepts_an_invitation_only_where_it_is_not_the_invited_alone_who_do() {
    for (ProviderProfile profile : ProviderProfile.values()) {
      FakeIdentityProvider fake = fake(profile);
      UserId ann = fake.dashboard().createUser("ann@example.org").id();
      OrganizationId acme = fake.dashboard().createOrganization("Acme").id();
      InvitationId sent = fake.dashboard().invite(acme, "ann@example.org", MEMBER).id();
      if (profile.acceptsInvitations()) {
        assertThat(fake.acceptInvitation(sent).state()).isEqualTo(Invitation.State.ACCEPTED);
      } else {
        assertThatExceptionOfType(Rejected.class)
            .isThrownBy(() -> fake.acceptInvitation(sent))
            .extracting(Rejected::code)
            .isEqualTo("no_acceptance");
        assertThat(fake.findMembership(acme, ann)).isEmpty();
      }
    }
  }

  @Test
  @Tag("MEM-7")
  void keycloak_has_neither_membership_ids_nor_times_of_change() {
    FakeIdentityProvider fake = fake(ProviderProfile.KEYCLOAK);
    OrganizationId acme = members(fake, 1);
    UserId user = fake.dashboard().users().get(0).id();
    Membership first = fake.findMembership(acme, user).orElseThrow();
    fake.dashboard().remove(acme, user);
    Membership second = fake.dashboard().join(acme, user, MEMBER);
    assertThat(second).isEqualTo(first);
    assertThat(first.updatedAt()).isNull();
    assertThat(user.value()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }

  @Test
  void ids_look_like_the_providers() {
    FakeIdentityProvider fake = fake(ProviderProfile.CLERK);
    OrganizationId acme = members(fake, 1);
    assertThat(fake.listMembers(acme).get(0).id().value()).startsWith("orgmem_");
  }

  private static List<String> listed(ProviderProfile profile) {
    FakeIdentityProvider fake = fake(profile);
    OrganizationId acme = members(fake, 3);
    List<String> names = new ArrayList<>();
    fake.listMembers(acme)
        .forEach(m -> names.add(fake.findUser(m.user()).orElseThrow().email().split("@", 2)[0]));
    return names;
  }

  private static OrganizationId members(FakeIdentityProvider fake, int number) {
    OrganizationId acme = fake.dashboard().createOrganization("Acme").id();
    for (int i = 0; i < number; i++) {
      fake.dashboard().join(acme, fake.dashboard().createUser(i + "@example.org").id(), MEMBER);
    }
    return acme;
  }

  private static FakeIdentityProvider fake(ProviderProfile profile) {
    return FakeIdentityProvider.builder(new ProviderInstance("test")).profile(profile).build();
  }
}
