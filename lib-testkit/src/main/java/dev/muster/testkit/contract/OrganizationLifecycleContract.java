package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.provider.ProviderException.Rejected;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link OrganizationLifecycle} keeps. An adapter's test extends this class and says how
 * to open one; JUnit runs the rest.
 */
@Tag("KIT-2")
public abstract class OrganizationLifecycleContract extends LifecycleOutages {
  private static final List<String> ODD =
      List.of("om_unknown", "a/b", "../users", "..", ".", "x?y#z", "50%", "é漢😀");

  /** For subclasses. */
  protected OrganizationLifecycleContract() {}

  /**
   * Opens an empty provider with its adapter.
   *
   * @return a new one for each test
   */
  @Override
  protected abstract LifecycleUnderTest open();

  @Test
  @Tag("ADM-3")
  void a_removed_member_is_gone_and_no_other_membership_is() {
    lifecycle.removeMember(member);
    assertThat(provider.findMembership(acme, ann)).isEmpty();
    assertThat(provider.listMembers(acme)).extracting(Membership::user).containsExactly(boss);
    assertThat(provider.listMemberships(ann))
        .extracting(Membership::organization)
        .containsExactly(globex);
  }

  @Test
  @Tag("ADM-3")
  void the_removal_of_who_is_gone_is_done() {
    lifecycle.removeMember(member);
    lifecycle.removeMember(member);
    for (String odd : ODD) {
      lifecycle.removeMember(
          new Membership(
              new MembershipId(odd), acme, ann, MembershipStatus.ACTIVE, List.of(member()), null));
    }
    assertThat(provider.listMembers(acme)).extracting(Membership::user).containsExactly(boss);
    assertThat(provider.findUser(ann)).isPresent();
  }

  @Test
  @Tag("MEM-7")
  void a_call_is_about_that_membership_and_never_about_a_later_one_of_the_user() {
    stage.remove(acme, ann);
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, member());
    Membership later = find(acme, ann);

    lifecycle.removeMember(member);
    rejected("a role for an ended membership", () -> lifecycle.changeRole(member, admin()));
    Throwable unused = catchThrowable(() -> lifecycle.deactivate(member));

    assertThat(provider.findMembership(acme, ann)).contains(later);
  }

  @TestFactory
  @Tag("ADM-3")
  Stream<DynamicTest> who_is_no_active_member_is_removed_as_well() {
    return Stream.of(MembershipStatus.PENDING, MembershipStatus.INACTIVE)
        .map(
            status ->
                dynamicTest(
                    status.name(),
                    () -> {
                      Membership idle = enrolled(status);
                      lifecycle.removeMember(idle);
                      assertThat(provider.findMembership(acme, idle.user())).isEmpty();
                    }));
  }

  @Test
  @Tag("ADM-1")
  void a_changed_role_is_the_only_one_and_the_membership_stays_the_same() {
    for (RoleSlug role : List.of(admin(), admin(), member())) {
      Membership changed = lifecycle.changeRole(member, role);
      assertThat(changed.id()).isEqualTo(member.id());
      assertThat(changed.roles()).containsExactly(role);
      assertThat(changed.isActive()).isTrue();
      assertThat(find(acme, ann)).isEqualTo(changed);
      assertThat(find(globex, ann).roles()).containsExactly(member());
      if (member.updatedAt() != null) {
        assertThat(changed.updatedAt()).isAfterOrEqualTo(member.updatedAt());
      }
    }
  }

  @Test
  @Tag("ADM-1")
  @Tag("MEM-1")
  void a_deactivated_member_is_inactive_until_reactivated_and_keeps_id_and_role() {
    for (int twice = 0; twice < 2; twice++) {
      isNow(MembershipStatus.INACTIVE, () -> lifecycle.deactivate(member));
    }
    for (int twice = 0; twice < 2; twice++) {
      isNow(MembershipStatus.ACTIVE, () -> lifecycle.reactivate(member));
    }
    assertThat(find(globex, ann).isActive()).isTrue();
  }

  @Test
  @Tag("ADM-2")
  void nobody_pending_becomes_active_by_it() {
    Membership pending = enrolled(MembershipStatus.PENDING);
    rejected("to reactivate who is pending", () -> lifecycle.reactivate(pending));
    rejected("to deactivate who is pending", () -> lifecycle.deactivate(pending));
    assertThat(find(acme, pending.user()).status()).isEqualTo(MembershipStatus.PENDING);
  }

  @TestFactory
  @Tag("ANS-4")
  Stream<DynamicTest> a_change_of_what_has_ended_is_rejected_with_a_word() {
    OrganizationId gone = stage.createOrganization("Gone");
    lifecycle.deleteOrganization(gone);
    lifecycle.removeMember(member);
    Map<String, ThrowingCallable> changes = new LinkedHashMap<>();
    changes.put("changeRole", () -> lifecycle.changeRole(member, admin()));
    changes.put("deactivate", () -> lifecycle.deactivate(member));
    changes.put("reactivate", () -> lifecycle.reactivate(member));
    changes.put("rename", () -> lifecycle.rename(gone, "Back"));
    for (String odd : ODD) {
      changes.put("rename " + odd, () -> lifecycle.rename(new OrganizationId(odd), "Odd"));
    }
    return changes.entrySet().stream()
        .map(
            change ->
                dynamicTest(
                    change.getKey(),
                    () -> rejected("a change of what has ended", change.getValue())));
  }

  @Test
  @Tag("ADM-1")
  void a_renamed_organization_has_its_name_and_no_other_does() {
    Organization renamed = new Organization(acme, "Acme & Söhne");
    for (int twice = 0; twice < 2; twice++) {
      assertThat(lifecycle.rename(acme, renamed.name())).isEqualTo(renamed);
      assertThat(provider.findOrganization(acme)).contains(renamed);
    }
    rejected("a blank name", () -> lifecycle.rename(acme, " "));
    assertThat(provider.findOrganization(acme)).contains(renamed);
    assertThat(provider.findOrganization(globex)).contains(new Organization(globex, "Globex"));
    assertThat(find(acme, ann)).isEqualTo(member);
  }

  @Test
  @Tag("ADM-5")
  void a_deleted_organization_is_gone_with_its_memberships_and_no_other_is() {
    for (int twice = 0; twice < 2; twice++) {
      lifecycle.deleteOrganization(acme);
      assertThat(provider.findOrganization(acme)).isEmpty();
      assertThat(provider.findMembership(acme, ann)).isEmpty();
      assertThat(provider.listMembers(acme)).isEmpty();
    }
    for (String odd : ODD) {
      lifecycle.deleteOrganization(new OrganizationId(odd));
    }
    assertThat(provider.findOrganization(globex)).isPresent();
    assertThat(provider.listMemberships(ann))
        .extracting(Membership::organization)
        .containsExactly(globex);
  }

  private void isNow(MembershipStatus status, Supplier<Membership> move) {
    Membership moved;
    try {
      moved = move.get();
    } catch (Rejected refused) {
      throw new AssertionError("it was refused: " + refused.code(), refused);
    }
    assertThat(moved.id()).isEqualTo(member.id());
    assertThat(moved.status()).isEqualTo(status);
    assertThat(moved.roles()).containsExactly(member());
    assertThat(find(acme, ann)).isEqualTo(moved);
  }

  private Membership enrolled(MembershipStatus status) {
    UserId user = stage.createUser("carl." + status + "@example.org");
    stage.enrol(acme, user, status, member());
    return find(acme, user);
  }

  private static void rejected(String what, ThrowingCallable call) {
    assertThatExceptionOfType(Rejected.class)
        .as("%s is Rejected, with a word", what)
        .isThrownBy(call)
        .satisfies(refused -> assertThat(refused.code()).isNotBlank());
  }
}
