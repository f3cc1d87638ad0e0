package dev.muster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.provider.MemberProfiles;
import dev.muster.provider.Membership;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the fake's lifecycle does beyond its contract, in memory and over the wire alike. */
@Tag("KIT-1")
public abstract class LifecycleBehaviour {
  private static final RoleSlug ADMIN = new RoleSlug("admin");
  private static final RoleSlug ORG_ADMIN = new RoleSlug("org:admin");
  private static final RoleSlug MEMBER = new RoleSlug("member");

  protected LifecycleBehaviour() {}

  protected abstract OrganizationLifecycle lifecycle(FakeIdentityProvider fake);

  protected abstract MemberProfiles profiles(FakeIdentityProvider fake);

  @Test
  @Tag("ADM-3")
  void a_removal_whose_answer_was_lost_is_done_once_and_found_done_by_the_second_call() {
    FakeIdentityProvider fake = fake(ProviderProfile.WORKOS);
    Membership ann = member(fake, "ann@example.org", MEMBER);
    fake.faults().next(Operation.REMOVE_MEMBER, new Fault.LostAnswer());
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> lifecycle(fake).removeMember(ann));
    assertThat(fake.findMembership(ann.organization(), ann.user())).isEmpty();

    lifecycle(fake).removeMember(ann);

    assertThat(told(fake, FakeEvent.Type.MEMBERSHIP_DELETED)).isEqualTo(1);
    assertThat(fake.calls().count(Operation.REMOVE_MEMBER)).isEqualTo(2);
  }

  @Test
  @Tag("FEED-1")
  void each_change_is_told_once_and_a_repeated_one_not_at_all() {
    FakeIdentityProvider fake = fake(ProviderProfile.WORKOS);
    Membership ann = member(fake, "ann@example.org", MEMBER);
    OrganizationLifecycle lifecycle = lifecycle(fake);
    for (int twice = 0; twice < 2; twice++) {
      lifecycle.changeRole(ann, ADMIN);
    }
    for (int twice = 0; twice < 2; twice++) {
      lifecycle.deactivate(ann);
    }
    for (int twice = 0; twice < 2; twice++) {
      lifecycle.reactivate(ann);
    }
    for (int twice = 0; twice < 2; twice++) {
      lifecycle.rename(ann.organization(), "Acme 2");
    }
    for (int twice = 0; twice < 2; twice++) {
      lifecycle.deleteOrganization(ann.organization());
    }
    assertThat(fake.dashboard().events().stream().skip(3).map(FakeEvent::type))
        .containsExactly(
            FakeEvent.Type.MEMBERSHIP_UPDATED,
            FakeEvent.Type.MEMBERSHIP_UPDATED,
            FakeEvent.Type.MEMBERSHIP_UPDATED,
            FakeEvent.Type.ORGANIZATION_UPDATED,
            FakeEvent.Type.MEMBERSHIP_DELETED,
            FakeEvent.Type.ORGANIZATION_DELETED);
  }

  @Test
  void the_ledger_knows_calls_and_not_what_people_do_at_the_dashboard() {
    FakeIdentityProvider fake = fake(ProviderProfile.WORKOS);
    Membership ann = member(fake, "ann@example.org", MEMBER);
    OrganizationId acme = ann.organization();
    fake.dashboard().setRoles(acme, ann.user(), ADMIN);
    fake.dashboard().deactivate(acme, ann.user());
    fake.dashboard().reactivate(acme, ann.user());
    fake.dashboard().rename(acme, "Acme 2");
    fake.dashboard().remove(acme, ann.user());
    assertThat(fake.calls().calls()).isEmpty();

    Membership again = fake.dashboard().join(acme, ann.user(), MEMBER);
    OrganizationLifecycle lifecycle = lifecycle(fake);
    lifecycle.changeRole(again, ADMIN);
    lifecycle.deactivate(again);
    lifecycle.reactivate(again);
    lifecycle.rename(acme, "Acme 3");
    lifecycle.removeMember(again);
    lifecycle.deleteOrganization(acme);
    assertThat(fake.calls().calls())
        .containsExactly(
            Operation.CHANGE_ROLE,
            Operation.DEACTIVATE_MEMBER,
            Operation.REACTIVATE_MEMBER,
            Operation.RENAME_ORGANIZATION,
            Operation.REMOVE_MEMBER,
            Operation.DELETE_ORGANIZATION);
  }

  @Test
  @Tag("ADM-3")
  void the_last_admin_stays_where_the_provider_sees_to_that() {
    for (ProviderProfile profile : ProviderProfile.values()) {
      for (RoleSlug admin : List.of(ADMIN, ORG_ADMIN)) {
        FakeIdentityProvider fake = fake(profile);
        Membership ann = member(fake, "ann@example.org", admin);
        Membership bob = member(fake, ann.organization(), "bob@example.org", MEMBER);
        OrganizationLifecycle lifecycle = lifecycle(fake);
        if (profile == ProviderProfile.CLERK) {
          rejected("last_admin", () -> lifecycle.removeMember(ann));
          rejected("last_admin", () -> lifecycle.changeRole(ann, MEMBER));
          assertThat(fake.findMembership(ann.organization(), ann.user())).contains(ann);
          assertThat(lifecycle.changeRole(ann, ADMIN).roles()).containsExactly(ADMIN);
          lifecycle.changeRole(bob, ORG_ADMIN);
        }
        lifecycle.changeRole(ann, MEMBER);
        lifecycle.removeMember(ann);
        assertThat(fake.findMembership(ann.organization(), ann.user())).isEmpty();
        lifecycle.deleteOrganization(ann.organization());
      }
    }
  }

  @Test
  @Tag("ANS-4")
  void what_cannot_be_is_rejected_with_a_word() {
    FakeIdentityProvider fake = fake(ProviderProfile.WORKOS);
    Membership ann = member(fake, "ann@example.org", MEMBER);
    OrganizationLifecycle lifecycle = lifecycle(fake);
    lifecycle.removeMember(ann);
    rejected("membership_not_found", () -> lifecycle.changeRole(ann, ADMIN));
    rejected("membership_not_found", () -> lifecycle.deactivate(ann));
    rejected("membership_not_found", () -> lifecycle.reactivate(ann));
    rejected("invalid_name", () -> lifecycle.rename(ann.organization(), " "));
    rejected("organization_not_found", () -> lifecycle.rename(new OrganizationId("org_x"), "Acme"));
    FakeIdentityProvider clerk = fake(ProviderProfile.CLERK);
    Membership carl = member(clerk, "carl@example.org", MEMBER);
    rejected("no_inactive_members", () -> lifecycle(clerk).deactivate(carl));
  }

  @Test
  @Tag("ADM-2")
  void a_pending_member_who_is_removed_was_uninvited_and_moves_to_no_other_state() {
    FakeIdentityProvider fake = fake(ProviderProfile.WORKOS);
    UserId ann = fake.dashboard().createUser("ann@example.org").id();
    OrganizationId acme = fake.dashboard().createOrganization("Acme").id();
    Invitation sent = fake.dashboard().invite(acme, "ann@example.org", MEMBER);
    Membership pending = fake.findMembership(acme, ann).orElseThrow();
    rejected("membership_pending", () -> lifecycle(fake).deactivate(pending));
    rejected("membership_pending", () -> lifecycle(fake).reactivate(pending));

    lifecycle(fake).removeMember(pending);

    assertThat(fake.findMembership(acme, ann)).isEmpty();
    assertThat(fake.findInvitation(sent.id()).orElseThrow().state())
        .isEqualTo(Invitation.State.REVOKED);
  }

  @Test
  void a_deleted_organization_takes_open_invitations_with_it() {
    FakeIdentityProvider fake = fake(ProviderProfile.WORKOS);
    OrganizationId acme = fake.dashboard().createOrganization("Acme").id();
    fake.dashboard().invite(acme, "bob@example.org", ADMIN);
    lifecycle(fake).deleteOrganization(acme);
    UserId bob = fake.dashboard().createUser("bob@example.org").id();
    assertThat(fake.listMemberships(bob)).isEmpty();
    assertThat(fake.listInvitations(acme)).isEmpty();
  }

  @Test
  @Tag("MEM-14")
  void a_thousand_members_with_profiles_take_two_calls_a_page() {
    for (int page : List.of(10, 7)) {
      FakeIdentityProvider fake =
          FakeIdentityProvider.builder(new ProviderInstance("test")).pageSize(page).build();
      OrganizationId acme = fake.dashboard().createOrganization("Acme").id();
      Set<UserId> members = new HashSet<>();
      for (int i = 0; i < 1000; i++) {
        members.add(member(fake, acme, i + "@example.org", MEMBER).user());
      }
      assertThat(fake.listMembers(acme)).hasSize(1000);
      assertThat(profiles(fake).profiles(acme, members)).hasSize(1000);

      int pages = (1000 + page - 1) / page;
      assertThat(fake.calls().count(Operation.LIST_MEMBERS)).isEqualTo(pages);
      assertThat(fake.calls().count(Operation.LIST_PROFILES)).isEqualTo(pages);
      assertThat(fake.calls().total()).isEqualTo(2L * pages);
    }
  }

  private static long told(FakeIdentityProvider fake, FakeEvent.Type type) {
    return fake.dashboard().events().stream().filter(event -> event.type() == type).count();
  }

  private static Membership member(FakeIdentityProvider fake, String email, RoleSlug role) {
    return member(fake, fake.dashboard().createOrganization("Acme").id(), email, role);
  }

  private static Membership member(
      FakeIdentityProvider fake, OrganizationId organization, String email, RoleSlug role) {
    return fake.dashboard().join(organization, fake.dashboard().createUser(email).id(), role);
  }

  private static FakeIdentityProvider fake(ProviderProfile profile) {
    return FakeIdentityProvider.builder(new ProviderInstance("test")).profile(profile).build();
  }

  private static void rejected(String code, ThrowingCallable call) {
    assertThatExceptionOfType(Rejected.class)
        .isThrownBy(call)
        .extracting(Rejected::code)
        .isEqualTo(code);
  }
}
