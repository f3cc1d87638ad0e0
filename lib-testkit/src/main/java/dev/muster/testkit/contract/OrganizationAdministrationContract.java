package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.ProviderException.Rejected;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link OrganizationAdministration} keeps. An adapter's test extends this class and
 * says how to open one; JUnit runs the rest.
 */
@Tag("KIT-2")
public abstract class OrganizationAdministrationContract extends Suite {

  private AdministrationUnderTest stage;
  private IdentityProvider provider;
  private OrganizationAdministration administration;
  private UserId ann;

  /** The key of a creation, new for each test: a real provider remembers those of others. */
  private final String key = "key-" + UUID.randomUUID();

  /** For subclasses. */
  protected OrganizationAdministrationContract() {}

  /**
   * Opens an empty provider with its adapter.
   *
   * @return a new one for each test
   */
  protected abstract AdministrationUnderTest open();

  @BeforeEach
  final void openProvider() {
    stage = open();
    provider = stage.provider();
    administration = stage.administration();
    ann = stage.createUser("ann@example.org");
  }

  @AfterEach
  final void closeProvider() {
    stage.close();
  }

  @Test
  @Tag("SES-7")
  void an_organization_that_was_made_is_found() {
    Organization made = administration.createOrganization("Acme", key);
    assertThat(made.name()).isEqualTo("Acme");
    assertThat(provider.findOrganization(made.id())).contains(made);
  }

  @Test
  @Tag("SES-7")
  void the_same_external_id_makes_one_organization_and_another_one_another() {
    Organization first = administration.createOrganization("Acme", key);
    assertThat(administration.createOrganization("Other name", key)).isEqualTo(first);
    assertThat(administration.createOrganization("Acme", key + "-2").id()).isNotEqualTo(first.id());
  }

  @Test
  @Tag("SES-7")
  void a_member_that_was_added_is_active_with_the_one_role() {
    OrganizationId acme = stage.createOrganization("Acme");
    Membership made = administration.addMember(acme, ann, admin());
    assertThat(made.isActive()).isTrue();
    assertThat(made.organization()).isEqualTo(acme);
    assertThat(made.user()).isEqualTo(ann);
    assertThat(made.roles()).containsExactly(admin());
    assertThat(provider.findMembership(acme, ann)).contains(made);
    assertThat(provider.listMembers(acme)).containsExactly(made);
  }

  @Test
  @Tag("SES-7")
  void adding_an_active_member_again_finds_the_membership_as_it_is() {
    OrganizationId acme = stage.createOrganization("Acme");
    Membership first = administration.addMember(acme, ann, admin());
    assertThat(administration.addMember(acme, ann, member())).isEqualTo(first);
    assertThat(provider.findMembership(acme, ann)).contains(first);
  }

  @TestFactory
  Stream<DynamicTest> adding_who_is_no_active_member_makes_one_or_is_refused_and_never_two() {
    return Stream.of(MembershipStatus.PENDING, MembershipStatus.INACTIVE)
        .map(status -> dynamicTest(status.name(), () -> isAddedOnceAtMost(status)));
  }

  @Test
  @Tag("ANS-4")
  void what_cannot_be_is_rejected_with_a_word() {
    OrganizationId acme = stage.createOrganization("Acme");
    OrganizationId nowhere = new OrganizationId("org_unknown");
    rejected("an unknown organization", () -> administration.addMember(nowhere, ann, admin()));
    rejected("a blank name", () -> administration.createOrganization(" ", key));
    assertThat(provider.listMemberships(ann)).isEmpty();
    assertThat(provider.listMembers(acme)).isEmpty();
  }

  @TestFactory
  @Tag("ANS-2")
  Stream<DynamicTest> an_outage_is_unavailable_in_each_act() {
    OrganizationId acme = stage.createOrganization("Acme");
    return EachCall.isUnavailable(stage, acts(acme));
  }

  @TestFactory
  @Tag("ANS-4")
  Stream<DynamicTest> a_key_that_is_not_accepted_is_misconfigured() {
    OrganizationId acme = stage.createOrganization("Acme");
    return EachCall.isMisconfigured(stage, acts(acme));
  }

  @Test
  @SuppressWarnings("NullAway") // nulls are what this test is about
  void null_is_refused_by_name() {
    OrganizationId acme = new OrganizationId("org_1");
    assertThatNullPointerException()
        .isThrownBy(() -> administration.createOrganization(null, key))
        .withMessage("name");
    assertThatNullPointerException()
        .isThrownBy(() -> administration.createOrganization("Acme", null))
        .withMessage("externalId");
    assertThatNullPointerException()
        .isThrownBy(() -> administration.addMember(null, ann, admin()))
        .withMessage("organization");
    assertThatNullPointerException()
        .isThrownBy(() -> administration.addMember(acme, null, admin()))
        .withMessage("user");
    assertThatNullPointerException()
        .isThrownBy(() -> administration.addMember(acme, ann, null))
        .withMessage("role");
  }

  private void isAddedOnceAtMost(MembershipStatus status) {
    OrganizationId acme = stage.createOrganization("Acme");
    stage.enrol(acme, ann, status, member());
    boolean added;
    try {
      added = administration.addMember(acme, ann, admin()).isActive();
      assertThat(added).isTrue();
    } catch (Rejected refused) {
      added = false;
    }
    assertThat(provider.findMembership(acme, ann).map(Membership::isActive)).contains(added);
    assertThat(provider.listMembers(acme)).hasSize(1);
  }

  private RoleSlug admin() {
    return stage.role("admin");
  }

  private RoleSlug member() {
    return stage.role("member");
  }

  private Map<String, ThrowingCallable> acts(OrganizationId acme) {
    return Map.of(
        "createOrganization", () -> administration.createOrganization("Acme", key),
        "addMember", () -> administration.addMember(acme, ann, admin()));
  }

  private static void rejected(String what, ThrowingCallable act) {
    assertThatExceptionOfType(Rejected.class)
        .as("%s is Rejected, with a word", what)
        .isThrownBy(act)
        .satisfies(refused -> assertThat(refused.code()).isNotBlank());
  }
}
