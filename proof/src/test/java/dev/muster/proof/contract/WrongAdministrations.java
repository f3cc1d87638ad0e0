package dev.muster.proof.contract;

import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.ProviderException;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.FakeStage;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.contract.AdministrationUnderTest;
import dev.muster.testkit.contract.OrganizationAdministrationContract;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Wrong administrations, each made of the fake's by one fault. */
final class WrongAdministrations {
  static final Catalogue<UnaryOperator<OrganizationAdministration>> CATALOGUE =
      new Catalogue<>(
          OrganizationAdministrationContract.class,
          Runner.class,
          adapter -> Runner.adapter = adapter,
          sound -> sound,
          List.of(
              Wrong.of("makes nothing", Invents::new, "an_organization_that_was_made_is_found"),
              Wrong.of(
                  "forgets the external id",
                  ForgetsTheKey::new,
                  "the_same_external_id_makes_one_organization_and_another_one_another"),
              Wrong.of(
                  "makes one organization for all",
                  OneForAll::new,
                  "the_same_external_id_makes_one_organization_and_another_one_another"),
              Wrong.of(
                  "gives a role of its own",
                  OwnRole::new,
                  "a_member_that_was_added_is_active_with_the_one_role"),
              Wrong.of(
                  "says what it was asked",
                  SaysWhatWasAsked::new,
                  "adding_an_active_member_again_finds_the_membership_as_it_is"),
              Wrong.of(
                  "says active and does nothing",
                  SaysActive::new,
                  "adding_who_is_no_active_member_makes_one_or_is_refused_and_never_two"),
              Wrong.of(
                  "takes a refusal for an outage",
                  RefusalIsOutage::new,
                  "what_cannot_be_is_rejected_with_a_word"),
              Wrong.of(
                  "takes an outage for a refusal",
                  OutageIsRefusal::new,
                  "an_outage_is_unavailable_in_each_act",
                  "a_key_that_is_not_accepted_is_misconfigured"),
              Wrong.of("takes null for no role", NullIsNoRole::new, "null_is_refused_by_name")));

  private WrongAdministrations() {}

  /** Runs the suite on the adapter it was handed last. */
  static final class Runner extends OrganizationAdministrationContract {
    static UnaryOperator<OrganizationAdministration> adapter = sound -> sound;

    @Override
    protected AdministrationUnderTest open() {
      return new FakeStage(ProviderProfile.WORKOS, 10, WrongProviders.SHORT) {
        private final OrganizationAdministration wrong = adapter.apply(fake);

        @Override
        public OrganizationAdministration administration() {
          return wrong;
        }
      };
    }
  }

  private static class Passing implements OrganizationAdministration {
    final OrganizationAdministration sound;

    Passing(OrganizationAdministration sound) {
      this.sound = sound;
    }

    @Override
    public Organization createOrganization(String name, String externalId) {
      return sound.createOrganization(name, externalId);
    }

    @Override
    public Membership addMember(OrganizationId organization, UserId user, RoleSlug role) {
      return sound.addMember(organization, user, role);
    }
  }

  private static final class Invents extends Passing {
    Invents(OrganizationAdministration sound) {
      super(sound);
    }

    @Override
    public Organization createOrganization(String name, String externalId) {
      return new Organization(new OrganizationId("org_invented"), name);
    }
  }

  private static final class ForgetsTheKey extends Passing {
    ForgetsTheKey(OrganizationAdministration sound) {
      super(sound);
    }

    @Override
    public Organization createOrganization(String name, String externalId) {
      return sound.createOrganization(name, externalId + UUID.randomUUID());
    }
  }

  private static final class OneForAll extends Passing {
    OneForAll(OrganizationAdministration sound) {
      super(sound);
    }

    @Override
    public Organization createOrganization(String name, String externalId) {
      return sound.createOrganization(name, "always the same");
    }
  }

  private static final class OwnRole extends Passing {
    OwnRole(OrganizationAdministration sound) {
      super(sound);
    }

    @Override
    public Membership addMember(OrganizationId organization, UserId user, RoleSlug role) {
      return sound.addMember(organization, user, new RoleSlug("owner"));
    }
  }

  private static final class SaysWhatWasAsked extends Passing {
    SaysWhatWasAsked(OrganizationAdministration sound) {
      super(sound);
    }

    @Override
    public Membership addMember(OrganizationId organization, UserId user, RoleSlug role) {
      Membership made = sound.addMember(organization, user, role);
      return new Membership(
          made.id(), organization, user, made.status(), List.of(role), made.updatedAt());
    }
  }

  private static final class SaysActive extends Passing {
    SaysActive(OrganizationAdministration sound) {
      super(sound);
    }

    @Override
    public Membership addMember(OrganizationId organization, UserId user, RoleSlug role) {
      MembershipId invented = new MembershipId("om_invented");
      return new Membership(
          invented, organization, user, MembershipStatus.ACTIVE, List.of(role), null);
    }
  }

  private static final class RefusalIsOutage extends Passing {
    RefusalIsOutage(OrganizationAdministration sound) {
      super(sound);
    }

    @Override
    public Membership addMember(OrganizationId organization, UserId user, RoleSlug role) {
      try {
        return sound.addMember(organization, user, role);
      } catch (Rejected refused) {
        throw new Unavailable("refused", refused);
      }
    }
  }

  private static final class OutageIsRefusal extends Passing {
    OutageIsRefusal(OrganizationAdministration sound) {
      super(sound);
    }

    @Override
    public Organization createOrganization(String name, String externalId) {
      try {
        return sound.createOrganization(name, externalId);
      } catch (ProviderException outage) {
        throw new Rejected("refused");
      }
    }
  }

  @SuppressWarnings("NullAway") // nulls are what this one is about
  private static final class NullIsNoRole extends Passing {
    NullIsNoRole(OrganizationAdministration sound) {
      super(sound);
    }

    @Override
    public Membership addMember(OrganizationId organization, UserId user, RoleSlug role) {
      return sound.addMember(organization, user, role == null ? new RoleSlug("none") : role);
    }
  }
}
