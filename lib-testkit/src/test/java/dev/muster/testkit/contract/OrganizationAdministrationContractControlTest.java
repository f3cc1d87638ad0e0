package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.ProviderException;
import dev.muster.testkit.FakeStage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** Broken administrations, each of which the contract must catch. */
@Tag("KIT-2")
class OrganizationAdministrationContractControlTest {
  private static final Organization INVENTED =
      new Organization(new OrganizationId("org_invented"), "Acme");

  private static final Map<String, ThrowingConsumer<OrganizationAdministrationContract>> CHECKS =
      Map.of(
          "found", OrganizationAdministrationContract::an_organization_that_was_made_is_found,
          "one",
              OrganizationAdministrationContract
                  ::the_same_external_id_makes_one_organization_and_another_one_another,
          "active",
              OrganizationAdministrationContract
                  ::a_member_that_was_added_is_active_with_the_one_role,
          "again",
              OrganizationAdministrationContract
                  ::adding_an_active_member_again_finds_the_membership_as_it_is,
          "inactive",
              OrganizationAdministrationContract
                  ::adding_who_is_no_active_member_makes_one_or_is_refused_and_never_two,
          "rejected", OrganizationAdministrationContract::what_cannot_be_is_rejected_with_a_word,
          "outages", contract -> each(contract.an_outage_is_unavailable_in_each_act()),
          "key", contract -> each(contract.a_key_that_is_not_accepted_is_misconfigured()));

  @Test
  void the_sound_adapter_passes_each_check_used_here() {
    for (ThrowingConsumer<OrganizationAdministrationContract> check : CHECKS.values()) {
      assertThatCode(() -> run(sound -> sound, check)).doesNotThrowAnyException();
    }
  }

  @Test
  @Tag("SES-7")
  void an_adapter_that_makes_nothing_is_caught() {
    catches(
        "found",
        sound ->
            new Passing(sound) {
              @Override
              public Organization createOrganization(String name, String externalId) {
                return INVENTED;
              }
            });
  }

  @Test
  @Tag("SES-7")
  void an_adapter_that_forgets_the_external_id_is_caught() {
    catches(
        "one",
        sound ->
            new Passing(sound) {
              @Override
              public Organization createOrganization(String name, String externalId) {
                return sound.createOrganization(name, UUID.randomUUID().toString());
              }
            });
  }

  @Test
  @Tag("SES-7")
  void an_adapter_that_makes_one_organization_for_all_is_caught() {
    catches(
        "one",
        sound ->
            new Passing(sound) {
              @Override
              public Organization createOrganization(String name, String externalId) {
                return sound.createOrganization(name, "always the same");
              }
            });
  }

  @Test
  @Tag("SES-7")
  void an_adapter_that_gives_a_role_of_its_own_is_caught() {
    catches(
        "active",
        sound ->
            new Passing(sound) {
              @Override
              public Membership addMember(OrganizationId organization, UserId user, RoleSlug role) {
                return sound.addMember(organization, user, new RoleSlug("owner"));
              }
            });
  }

  @Test
  @Tag("SES-7")
  void an_adapter_that_says_what_it_was_asked_is_caught() {
    UnaryOperator<OrganizationAdministration> broken =
        sound ->
            new Passing(sound) {
              @Override
              public Membership addMember(OrganizationId organization, UserId user, RoleSlug role) {
                Membership made = sound.addMember(organization, user, role);
                return new Membership(
                    made.id(), organization, user, made.status(), List.of(role), null);
              }
            };
    catches("again", broken);
  }

  @Test
  void an_adapter_that_says_active_and_does_nothing_is_caught() {
    catches(
        "inactive",
        sound ->
            new Passing(sound) {
              @Override
              public Membership addMember(OrganizationId organization, UserId user, RoleSlug role) {
                return new Membership(
                    new MembershipId("om_invented"),
                    organization,
                    user,
                    MembershipStatus.ACTIVE,
                    List.of(role),
                    null);
              }
            });
  }

  @Test
  @Tag("ANS-4")
  void an_adapter_that_takes_a_refusal_for_an_outage_is_caught() {
    catches(
        "rejected",
        sound ->
            new Passing(sound) {
              @Override
              public Membership addMember(OrganizationId organization, UserId user, RoleSlug role) {
                try {
                  return sound.addMember(organization, user, role);
                } catch (ProviderException.Rejected refused) {
                  throw new ProviderException.Unavailable("refused", null);
                }
              }
            });
  }

  @Test
  @Tag("ANS-2")
  void an_adapter_that_takes_an_outage_for_a_refusal_is_caught() {
    UnaryOperator<OrganizationAdministration> broken =
        sound ->
            new Passing(sound) {
              @Override
              public Organization createOrganization(String name, String externalId) {
                try {
                  return sound.createOrganization(name, externalId);
                } catch (ProviderException outage) {
                  throw new ProviderException.Rejected("refused");
                }
              }
            };
    catches("outages", broken);
    catches("key", broken);
  }

  private static void catches(String check, UnaryOperator<OrganizationAdministration> adapter) {
    assertThatThrownBy(() -> run(adapter, Objects.requireNonNull(CHECKS.get(check), check)))
        .isInstanceOf(AssertionError.class);
  }

  private static void each(Stream<DynamicTest> tests) throws Throwable {
    for (DynamicTest test : tests.toList()) {
      test.getExecutable().execute();
    }
  }

  private static void run(
      UnaryOperator<OrganizationAdministration> adapter,
      ThrowingConsumer<OrganizationAdministrationContract> check)
      throws Throwable {
    OrganizationAdministrationContract contract =
        new OrganizationAdministrationContract() {
          @Override
          protected AdministrationUnderTest open() {
            return new FakeStage(10, Duration.ofMillis(20)) {
              @Override
              public OrganizationAdministration administration() {
                return adapter.apply(fake);
              }
            };
          }
        };
    contract.openProvider();
    try {
      check.accept(contract);
    } finally {
      contract.closeProvider();
    }
  }

  private static class Passing implements OrganizationAdministration {
    private final OrganizationAdministration target;

    Passing(OrganizationAdministration target) {
      this.target = target;
    }

    @Override
    public Organization createOrganization(String name, String externalId) {
      return target.createOrganization(name, externalId);
    }

    @Override
    public Membership addMember(OrganizationId organization, UserId user, RoleSlug role) {
      return target.addMember(organization, user, role);
    }
  }
}
