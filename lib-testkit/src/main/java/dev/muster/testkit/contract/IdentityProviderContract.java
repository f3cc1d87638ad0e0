package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link IdentityProvider} keeps. An adapter's test extends this class and says how to
 * open one; JUnit runs the rest.
 */
@Tag("KIT-2")
public abstract class IdentityProviderContract extends OutageContract {

  /** For subclasses. */
  protected IdentityProviderContract() {}

  /**
   * Opens an empty provider with its adapter.
   *
   * @return a new one for each test
   */
  @Override
  protected abstract ProviderUnderTest open();

  @Test
  @Tag("MEM-11")
  void the_call_deadline_is_positive_and_the_instance_stays_the_same() {
    assertThat(provider.callDeadline()).isGreaterThan(Duration.ZERO);
    assertThat(provider.instance()).isEqualTo(provider.instance());
  }

  @Test
  @Tag("MEM-1")
  void a_point_look_up_finds_exactly_the_membership_of_the_pair() {
    OrganizationId acme = stage.createOrganization("Acme");
    OrganizationId globex = stage.createOrganization("Globex");
    UserId ann = stage.createUser("ann@example.org");
    UserId bob = stage.createUser("bob@example.org");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, admin());
    stage.enrol(globex, ann, MembershipStatus.ACTIVE, member());
    stage.enrol(globex, bob, MembershipStatus.ACTIVE, admin());

    Membership found = provider.findMembership(globex, ann).orElseThrow();

    assertThat(found.organization()).isEqualTo(globex);
    assertThat(found.user()).isEqualTo(ann);
    assertThat(found.roles()).containsExactly(member());
    assertThat(provider.findMembership(acme, ann).orElseThrow().id()).isNotEqualTo(found.id());
  }

  @Test
  @Tag("MEM-1")
  void a_membership_of_another_organization_or_user_is_never_returned() {
    OrganizationId acme = stage.createOrganization("Acme");
    OrganizationId globex = stage.createOrganization("Globex");
    UserId ann = stage.createUser("ann@example.org");
    UserId bob = stage.createUser("bob@example.org");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, admin());

    assertThat(provider.findMembership(globex, ann)).isEmpty();
    assertThat(provider.findMembership(acme, bob)).isEmpty();
    assertThat(provider.listMembers(globex)).isEmpty();
    assertThat(provider.listMemberships(bob)).isEmpty();
  }

  @TestFactory
  @Tag("MEM-1")
  Stream<DynamicTest> every_status_is_returned_as_it_is() {
    return Stream.of(MembershipStatus.values())
        .filter(status -> status != MembershipStatus.UNKNOWN)
        .map(status -> dynamicTest(status.name(), () -> isReturned(status)));
  }

  @Test
  @Tag("ROLE-10")
  void a_user_without_an_email_is_a_user() {
    OrganizationId acme = stage.createOrganization("Acme");
    UserId nameless = stage.createUserWithoutEmail();
    stage.enrol(acme, nameless, MembershipStatus.ACTIVE, member());

    assertThat(provider.findUser(nameless)).contains(new User(nameless, null, false));
    assertThat(provider.findMembership(acme, nameless).filter(Membership::isActive)).isPresent();
    assertThat(provider.listMembers(acme)).extracting(Membership::user).containsExactly(nameless);
  }

  @Test
  @Tag("ANS-3")
  void an_unknown_user_or_organization_is_empty() {
    OrganizationId acme = stage.createOrganization("Acme");
    UserId ann = stage.createUser("ann@example.org");
    OrganizationId nowhere = new OrganizationId("org_unknown");
    UserId nobody = new UserId("user_unknown");

    assertThat(provider.findOrganization(nowhere)).isEmpty();
    assertThat(provider.findUser(nobody)).isEmpty();
    assertThat(provider.findMembership(nowhere, ann)).isEmpty();
    assertThat(provider.findMembership(acme, nobody)).isEmpty();
    assertThat(provider.findMembership(nowhere, nobody)).isEmpty();
    assertThat(provider.listMembers(nowhere)).isEmpty();
    assertThat(provider.listMemberships(nobody)).isEmpty();
  }

  @Test
  @Tag("ANS-3")
  void an_id_of_odd_characters_is_unknown_and_not_an_error() {
    UserId ann = stage.createUser("ann@example.org");
    for (String odd : List.of("a/b", "../users", ".", "a b+c", "50%", "é漢😀", "x?y#z", "a;b=c")) {
      assertThat(provider.findOrganization(new OrganizationId(odd))).as(odd).isEmpty();
      assertThat(provider.findUser(new UserId(odd))).as(odd).isEmpty();
      assertThat(provider.findMembership(new OrganizationId(odd), ann)).as(odd).isEmpty();
      assertThat(provider.listMembers(new OrganizationId(odd))).as(odd).isEmpty();
    }
  }

  @Test
  void users_and_organizations_are_found_by_their_ids() {
    OrganizationId acme = stage.createOrganization("Acme");
    UserId ann = stage.createUser("ann@example.org");

    assertThat(provider.findOrganization(acme)).contains(new Organization(acme, "Acme"));
    assertThat(provider.findUser(ann).map(User::id)).contains(ann);
    assertThat(provider.findUser(ann).map(User::email)).contains("ann@example.org");
  }

  @Test
  @Tag("MEM-3")
  void the_members_of_an_organization_are_listed_to_the_last_page() {
    OrganizationId acme = stage.createOrganization("Acme");
    OrganizationId globex = stage.createOrganization("Globex");
    List<UserId> members = new ArrayList<>();
    for (int i = 0; i < manyMembers(); i++) {
      UserId user = stage.createUser("user" + i + "@example.org");
      stage.enrol(acme, user, MembershipStatus.ACTIVE, member());
      stage.enrol(globex, user, MembershipStatus.ACTIVE, member());
      members.add(user);
    }

    List<Membership> listed = provider.listMembers(acme);

    assertThat(listed).extracting(Membership::user).containsExactlyInAnyOrderElementsOf(members);
    assertThat(listed).extracting(Membership::organization).containsOnly(acme);
  }

  @Test
  @Tag("MEM-3")
  void the_memberships_of_a_user_are_listed_to_the_last_page() {
    UserId ann = stage.createUser("ann@example.org");
    UserId bob = stage.createUser("bob@example.org");
    List<OrganizationId> organizations = new ArrayList<>();
    for (int i = 0; i < manyMembers(); i++) {
      OrganizationId organization = stage.createOrganization("Organization " + i);
      stage.enrol(organization, ann, MembershipStatus.ACTIVE, member());
      stage.enrol(organization, bob, MembershipStatus.ACTIVE, member());
      organizations.add(organization);
    }

    List<Membership> listed = provider.listMemberships(ann);

    assertThat(listed)
        .extracting(Membership::organization)
        .containsExactlyInAnyOrderElementsOf(organizations);
    assertThat(listed).extracting(Membership::user).containsOnly(ann);
  }

  @Test
  @Tag("MEM-7")
  void a_removed_member_is_gone_from_the_next_look_up_on() {
    OrganizationId acme = stage.createOrganization("Acme");
    UserId ann = stage.createUser("ann@example.org");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, admin());
    assertThat(provider.findMembership(acme, ann)).isPresent();

    stage.remove(acme, ann);

    assertThat(provider.findMembership(acme, ann)).isEmpty();
    assertThat(provider.listMembers(acme)).isEmpty();
    assertThat(provider.listMemberships(ann)).isEmpty();
  }

  @Test
  @Tag("MEM-7")
  void one_who_joins_again_has_a_new_membership_id() {
    OrganizationId acme = stage.createOrganization("Acme");
    UserId ann = stage.createUser("ann@example.org");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, admin());
    MembershipId first = provider.findMembership(acme, ann).orElseThrow().id();

    stage.remove(acme, ann);
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, admin());

    assertThat(provider.findMembership(acme, ann).orElseThrow().id()).isNotEqualTo(first);
  }

  @Test
  @Tag("MEM-7")
  void a_changed_role_is_seen_in_the_same_membership_and_time_never_moves_back() {
    OrganizationId acme = stage.createOrganization("Acme");
    UserId ann = stage.createUser("ann@example.org");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, member());
    Membership before = provider.findMembership(acme, ann).orElseThrow();

    stage.changeRole(acme, ann, admin());

    Membership after = provider.findMembership(acme, ann).orElseThrow();
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.roles()).containsExactly(admin());
    assertThat(provider.listMembers(acme)).containsExactly(after);
    assertThat(provider.listMemberships(ann)).containsExactly(after);
    if (before.updatedAt() != null) {
      assertThat(after.updatedAt()).isAfterOrEqualTo(before.updatedAt());
    }
  }

  @Test
  @SuppressWarnings("NullAway") // nulls are what this test is about
  void null_is_refused_by_name() {
    OrganizationId acme = new OrganizationId("org_1");
    UserId ann = new UserId("user_1");
    assertThatNullPointerException()
        .isThrownBy(() -> provider.findMembership(null, ann))
        .withMessage("organization");
    assertThatNullPointerException()
        .isThrownBy(() -> provider.findMembership(acme, null))
        .withMessage("user");
    assertThatNullPointerException()
        .isThrownBy(() -> provider.findOrganization(null))
        .withMessage("organization");
    assertThatNullPointerException().isThrownBy(() -> provider.findUser(null)).withMessage("user");
    assertThatNullPointerException()
        .isThrownBy(() -> provider.listMembers(null))
        .withMessage("organization");
    assertThatNullPointerException()
        .isThrownBy(() -> provider.listMemberships(null))
        .withMessage("user");
  }

  private void isReturned(MembershipStatus status) {
    OrganizationId acme = stage.createOrganization("Acme");
    UserId ann = stage.createUser(status.name().toLowerCase(Locale.ROOT) + "@example.org");
    UserId bob =
        stage.createUser("with-" + status.name().toLowerCase(Locale.ROOT) + "@example.org");
    stage.enrol(acme, ann, status, member());
    stage.enrol(acme, bob, MembershipStatus.ACTIVE, member());

    assertThat(provider.findMembership(acme, ann).map(Membership::status)).contains(status);
    assertThat(provider.listMembers(acme))
        .extracting(Membership::user, Membership::status)
        .containsExactlyInAnyOrder(tuple(ann, status), tuple(bob, MembershipStatus.ACTIVE));
    assertThat(provider.listMemberships(ann))
        .extracting(Membership::status)
        .containsExactly(status);
  }
}
