package dev.muster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("KIT-1")
class FakeDashboardTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final RoleSlug ADMIN = new RoleSlug("admin");
  private static final RoleSlug MEMBER = new RoleSlug("member");

  private final HandClock clock = new HandClock(START);
  private final FakeIdentityProvider provider = fake(7);
  private final FakeDashboard dashboard = provider.dashboard();
  private final UserId ann = dashboard.createUser("ann@example.org").id();
  private final OrganizationId acme = dashboard.createOrganization("Acme").id();

  @Test
  void defined_roles_are_a_list_of_their_own_that_changes_no_member() {
    dashboard.join(acme, ann, MEMBER);
    assertThat(dashboard.roles()).isEmpty();
    dashboard.defineRole(MEMBER);
    dashboard.defineRole(ADMIN);
    assertThat(dashboard.roles()).containsExactly(MEMBER, ADMIN);
    assertThatIllegalStateException()
        .isThrownBy(() -> dashboard.defineRole(ADMIN))
        .withMessageContaining("`admin` is defined already");
    dashboard.deleteRole(MEMBER);
    assertThat(provider.listRoles()).containsExactly(ADMIN);
    assertThat(provider.findMembership(acme, ann).orElseThrow().roles()).containsExactly(MEMBER);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dashboard.deleteRole(MEMBER))
        .withMessageContaining("no role `member`");
  }

  @Test
  @Tag("FEED-1")
  void each_change_moves_updated_at_forward_while_the_clock_stands_still_or_goes_back() {
    dashboard.invite(acme, "ann@example.org", MEMBER);
    Membership pending = provider.findMembership(acme, ann).orElseThrow();
    Membership accepted = dashboard.accept(acme, ann);
    Membership promoted = dashboard.setRoles(acme, ann, ADMIN, MEMBER);
    clock.advance(Duration.ofHours(-1));
    Membership inactive = dashboard.deactivate(acme, ann);
    clock.advance(Duration.ofHours(2));
    Membership active = dashboard.reactivate(acme, ann);

    List<Membership> history = List.of(pending, accepted, promoted, inactive, active);
    assertThat(history).extracting(Membership::updatedAt).isSorted().doesNotHaveDuplicates();
    assertThat(pending.updatedAt()).isEqualTo(START);
    assertThat(active.updatedAt()).isEqualTo(START.plus(Duration.ofHours(1)));
    assertThat(history).extracting(Membership::id).containsOnly(pending.id());
    assertThat(history)
        .extracting(Membership::status)
        .containsExactly(
            MembershipStatus.PENDING,
            MembershipStatus.ACTIVE,
            MembershipStatus.ACTIVE,
            MembershipStatus.INACTIVE,
            MembershipStatus.ACTIVE);
    assertThat(active.roles()).containsExactly(ADMIN, MEMBER);
  }

  @Test
  @Tag("MEM-7")
  void a_member_who_joins_again_has_a_new_id_and_a_later_time() {
    Membership first = dashboard.join(acme, ann, ADMIN);
    dashboard.remove(acme, ann);
    Membership second = dashboard.join(acme, ann, ADMIN);

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.updatedAt()).isAfter(first.updatedAt());
  }

  @Test
  @Tag("ADM-2")
  void an_invitation_waits_for_a_user_and_grants_nothing_until_accepted() {
    Invitation sent = dashboard.invite(acme, "Bob@example.org", ADMIN);
    assertThat(provider.listMembers(acme)).isEmpty();
    UserId bob = dashboard.createUser("bob@example.org").id();

    Membership waiting = provider.findMembership(acme, bob).orElseThrow();
    assertThat(waiting.status()).isEqualTo(MembershipStatus.PENDING);
    assertThat(dashboard.accept(acme, bob).roles()).containsExactly(ADMIN);
    assertThat(provider.findInvitation(sent.id()).orElseThrow().state())
        .isEqualTo(Invitation.State.ACCEPTED);
  }

  @Test
  @Tag("ADM-2")
  void an_invitation_grows_old_and_a_new_one_takes_its_place() {
    Invitation old = dashboard.invite(acme, "ann@example.org", MEMBER);
    Membership pending = provider.findMembership(acme, ann).orElseThrow();
    assertThatIllegalStateException()
        .isThrownBy(() -> dashboard.invite(acme, "ANN@example.org", ADMIN))
        .withMessage("already_invited");

    clock.advance(Duration.ofDays(7));

    assertThatIllegalStateException().isThrownBy(() -> dashboard.accept(acme, ann));
    assertThat(provider.findInvitation(old.id()).orElseThrow().state())
        .isEqualTo(Invitation.State.EXPIRED);
    dashboard.invite(acme, "ANN@example.org", ADMIN);
    Membership accepted = dashboard.accept(acme, ann);
    assertThat(accepted.id()).isEqualTo(pending.id());
    assertThat(accepted.roles()).containsExactly(ADMIN);
  }

  @Test
  @Tag("ADM-2")
  void a_pending_member_who_is_removed_was_uninvited() {
    Invitation sent = dashboard.invite(acme, "ann@example.org", MEMBER);
    dashboard.remove(acme, ann);
    assertThat(provider.findMembership(acme, ann)).isEmpty();
    assertThat(provider.findInvitation(sent.id()).orElseThrow().state())
        .isEqualTo(Invitation.State.REVOKED);
  }

  @Test
  void a_deleted_organization_takes_memberships_and_invitations_with_it() {
    dashboard.join(acme, ann, ADMIN);
    dashboard.invite(acme, "bob@example.org", ADMIN);
    dashboard.deleteOrganization(acme);

    assertThat(provider.findOrganization(acme)).isEmpty();
    assertThat(provider.findMembership(acme, ann)).isEmpty();
    assertThat(provider.listMemberships(ann)).isEmpty();
    UserId bob = dashboard.createUser("bob@example.org").id();
    assertThat(provider.listMemberships(bob)).isEmpty();
    assertThat(provider.listInvitations(acme)).isEmpty();
  }

  @Test
  void a_deleted_user_is_gone_and_the_email_is_free() {
    dashboard.join(acme, ann, ADMIN);
    dashboard.deleteUser(ann);

    assertThat(provider.findUser(ann)).isEmpty();
    assertThat(provider.listMembers(acme)).isEmpty();
    assertThat(dashboard.createUser("ann@example.org").id()).isNotEqualTo(ann);
  }

  @Test
  @Tag("ROLE-10")
  void a_changed_email_keeps_the_id() {
    dashboard.changeEmail(ann, "a@example.org", false);
    assertThat(provider.findUser(ann)).contains(new User(ann, "a@example.org", false));
    assertThatIllegalStateException().isThrownBy(() -> dashboard.createUser("A@example.org"));
    UserId bob = dashboard.createUser("ann@example.org").id();
    assertThatIllegalStateException()
        .isThrownBy(() -> dashboard.changeEmail(bob, "a@example.org", true));
  }

  @Test
  void acts_that_do_not_fit_are_refused() {
    assertThatIllegalStateException().isThrownBy(() -> dashboard.accept(acme, ann));
    assertThatIllegalArgumentException().isThrownBy(() -> dashboard.remove(acme, ann));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dashboard.join(new OrganizationId("org_x"), ann, ADMIN))
        .withMessage("there is no organization `org_x`");
    assertThatIllegalArgumentException().isThrownBy(() -> dashboard.createUser(" "));
    dashboard.join(acme, ann, ADMIN);
    assertThatIllegalStateException().isThrownBy(() -> dashboard.join(acme, ann, ADMIN));
    assertThatIllegalStateException().isThrownBy(() -> dashboard.accept(acme, ann));
    assertThatIllegalStateException().isThrownBy(() -> dashboard.reactivate(acme, ann));
    assertThatIllegalStateException()
        .isThrownBy(() -> dashboard.invite(acme, "ann@example.org", ADMIN));
  }

  @Test
  void ids_look_real_and_repeat_from_one_seed() {
    assertThat(ann.value()).matches("user_[0-9A-HJKMNP-TV-Z]{26}");
    assertThat(acme.value()).matches("org_[0-9A-HJKMNP-TV-Z]{26}");
    assertThat(dashboard.join(acme, ann, ADMIN).id().value()).matches("om_[0-9A-HJKMNP-TV-Z]{26}");

    assertThat(fake(7).dashboard().createUser("x@example.org").id()).isEqualTo(ann);
    assertThat(fake(8).dashboard().createUser("x@example.org").id()).isNotEqualTo(ann);
  }

  private FakeIdentityProvider fake(long seed) {
    return FakeIdentityProvider.builder(new ProviderInstance("test"))
        .clock(clock)
        .seed(seed)
        .build();
  }
}
