package dev.muster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the fake does beyond its contract, in memory and over the wire alike. */
@Tag("KIT-1")
public abstract class AdministrationBehaviour {
  private static final RoleSlug ADMIN = new RoleSlug("admin");
  private static final RoleSlug MEMBER = new RoleSlug("member");

  protected final FakeIdentityProvider fake =
      FakeIdentityProvider.builder(new ProviderInstance("test")).build();

  private OrganizationAdministration administration;
  private UserId ann;

  protected AdministrationBehaviour() {}

  protected abstract OrganizationAdministration administration();

  @BeforeEach
  void signUp() {
    administration = administration();
    ann = fake.dashboard().createUser("ann@example.org").id();
  }

  @Test
  @Tag("SES-7")
  void an_organization_whose_answer_was_lost_is_found_by_the_second_call() {
    fake.faults().next(Operation.CREATE_ORGANIZATION, new Fault.LostAnswer());
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> administration.createOrganization("Acme", "key-1"));

    Organization made = administration.createOrganization("Acme", "key-1");

    assertThat(fake.dashboard().organizations()).containsExactly(made);
    assertThat(fake.calls().count(Operation.CREATE_ORGANIZATION)).isEqualTo(2);
  }

  @Test
  void adding_a_pending_or_inactive_member_activates_that_membership() {
    OrganizationId acme = administration.createOrganization("Acme", "key-1").id();
    fake.dashboard().invite(acme, "ANN@example.org", MEMBER);
    Membership pending = fake.findMembership(acme, ann).orElseThrow();
    Membership active = administration.addMember(acme, ann, ADMIN);
    assertThat(active.id()).isEqualTo(pending.id());
    assertThat(active.isActive()).isTrue();

    fake.dashboard().deactivate(acme, ann);
    assertThat(administration.addMember(acme, ann, ADMIN).isActive()).isTrue();
  }

  @Test
  @Tag("ANS-4")
  void what_cannot_be_is_rejected_with_a_word() {
    OrganizationId acme = administration.createOrganization("Acme", "key-1").id();
    rejected(
        "organization_not_found",
        () -> administration.addMember(new OrganizationId("org_x"), ann, ADMIN));
    rejected("user_not_found", () -> administration.addMember(acme, new UserId("user_x"), ADMIN));
    rejected("invalid_name", () -> administration.createOrganization(" ", "key-2"));
    fake.faults().next(Operation.CREATE_ORGANIZATION, new Fault.Refusal("too_many_organizations"));
    rejected("too_many_organizations", () -> administration.createOrganization("Acme", "key-3"));
  }

  @Test
  @Tag("SES-7")
  void many_creations_at_once_make_one_organization_and_one_membership() throws Exception {
    Set<Object> seen = ConcurrentHashMap.newKeySet();
    int first =
        Race.winners(
            8,
            () -> {
              Organization organization = administration.createOrganization("Acme", "key-1");
              seen.add(organization);
              return seen.add(administration.addMember(organization.id(), ann, ADMIN));
            });
    assertThat(first).isEqualTo(1);
    assertThat(seen).hasSize(2);
    assertThat(fake.dashboard().organizations()).hasSize(1);
  }

  private static void rejected(String code, ThrowingCallable call) {
    assertThatExceptionOfType(Rejected.class)
        .isThrownBy(call)
        .extracting(Rejected::code)
        .isEqualTo(code);
  }
}
