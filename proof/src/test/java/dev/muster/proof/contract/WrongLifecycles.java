package dev.muster.proof.contract;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.FakeStage;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.contract.LifecycleUnderTest;
import dev.muster.testkit.contract.OrganizationLifecycleContract;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Wrong lifecycles, each made of the fake's by one fault. */
final class WrongLifecycles {
  private static final String LATER =
      "a_call_is_about_that_membership_and_never_about_a_later_one_of_the_user";
  private static final String ENDED = "a_change_of_what_has_ended_is_rejected_with_a_word";
  private static final String MOVES =
      "a_deactivated_member_is_inactive_until_reactivated_and_keeps_id_and_role";
  private static final String ROLE =
      "a_changed_role_is_the_only_one_and_the_membership_stays_the_same";

  static final Catalogue<Function<FakeIdentityProvider, OrganizationLifecycle>> CATALOGUE =
      new Catalogue<>(
          OrganizationLifecycleContract.class,
          Runner.class,
          adapter -> Runner.adapter = adapter,
          sound -> sound,
          List.of(
              Wrong.of(
                  "removes nobody",
                  IdleRemoval::new,
                  "a_removed_member_is_gone_and_no_other_membership_is"),
              Wrong.of(
                  "removes the user from everywhere",
                  Everywhere::new,
                  "a_removed_member_is_gone_and_no_other_membership_is"),
              Wrong.of("refuses who is gone", NeedsThem::new, "the_removal_of_who_is_gone_is_done"),
              Wrong.of(
                  "removes active members only",
                  ActiveOnly::new,
                  "who_is_no_active_member_is_removed_as_well"),
              Wrong.of("removes the pair", ByPair::new, LATER),
              Wrong.of("changes the pair", ChangesThePair::new, LATER, ENDED),
              Wrong.of("says the role and gives none", SaysRole::new, ROLE, ENDED),
              Wrong.of("adds the role", AddsRole::new, ROLE),
              Wrong.of("makes a new membership for the role", JoinsAgain::new, ROLE),
              Wrong.of("deactivates by removal", RemovesInstead::new, MOVES),
              Wrong.of("reactivates with a role of its own", OwnRole::new, MOVES),
              Wrong.of("refuses what is done", RefusesDone::new, MOVES),
              Wrong.of("lets the pending in", LetsIn::new, "nobody_pending_becomes_active_by_it"),
              Wrong.of("has ended things renamed", SaysName::new, ENDED),
              Wrong.of("takes an ended membership for an outage", EndedIsOutage::new, ENDED),
              Wrong.of(
                  "renames to anything",
                  BlankIsName::new,
                  "a_renamed_organization_has_its_name_and_no_other_does"),
              Wrong.of(
                  "deletes a part",
                  DeletesMembers::new,
                  "a_deleted_organization_is_gone_with_its_memberships_and_no_other_is"),
              Wrong.of(
                  "deletes once",
                  DeletesOnce::new,
                  "a_deleted_organization_is_gone_with_its_memberships_and_no_other_is"),
              Wrong.of(
                  "takes an outage for done",
                  OutageIsDone::new,
                  "an_outage_is_unavailable_in_each_call",
                  "a_key_that_is_not_accepted_is_misconfigured"),
              Wrong.of(
                  "takes an outage for a refusal",
                  OutageIsRefusal::new,
                  "an_outage_is_unavailable_in_each_call"),
              Wrong.of(
                  "takes a refused key for an outage",
                  KeyIsOutage::new,
                  "a_key_that_is_not_accepted_is_misconfigured"),
              Wrong.of("takes null for no name", NullIsNoName::new, "null_is_refused_by_name")));

  private WrongLifecycles() {}

  /** Runs the suite on the adapter it was handed last. */
  static final class Runner extends OrganizationLifecycleContract {
    static Function<FakeIdentityProvider, ? extends OrganizationLifecycle> adapter = sound -> sound;

    @Override
    protected LifecycleUnderTest open() {
      return new FakeStage(ProviderProfile.WORKOS, 10, WrongProviders.SHORT) {
        private final OrganizationLifecycle wrong = adapter.apply(fake);

        @Override
        public OrganizationLifecycle lifecycle() {
          return wrong;
        }
      };
    }
  }

  private static Membership with(Membership stated, MembershipStatus status, List<RoleSlug> roles) {
    return new Membership(
        stated.id(), stated.organization(), stated.user(), status, roles, stated.updatedAt());
  }

  private static final class IdleRemoval extends PassingLifecycle {
    IdleRemoval(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public void removeMember(Membership membership) {
      // nobody
    }
  }

  private static final class Everywhere extends PassingLifecycle {
    Everywhere(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public void removeMember(Membership membership) {
      fake.listMemberships(membership.user()).forEach(fake::removeMember);
    }
  }

  private static final class NeedsThem extends PassingLifecycle {
    NeedsThem(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public void removeMember(Membership membership) {
      if (fake.findMembership(membership.organization(), membership.user()).isEmpty()) {
        throw new Rejected("not_found");
      }
      fake.removeMember(membership);
    }
  }

  private static final class ActiveOnly extends PassingLifecycle {
    ActiveOnly(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public void removeMember(Membership membership) {
      if (now(membership).isActive()) {
        fake.removeMember(membership);
      }
    }
  }

  private static final class ByPair extends PassingLifecycle {
    ByPair(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public void removeMember(Membership membership) {
      fake.removeMember(now(membership));
    }
  }

  private static final class ChangesThePair extends PassingLifecycle {
    ChangesThePair(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public Membership changeRole(Membership membership, RoleSlug role) {
      return fake.changeRole(now(membership), role);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // what was handed in is handed back where there is none
    public Membership deactivate(Membership membership) {
      Membership there = now(membership);
      return there == membership ? membership : fake.deactivate(there);
    }
  }

  private static final class SaysRole extends PassingLifecycle {
    SaysRole(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public Membership changeRole(Membership membership, RoleSlug role) {
      return with(membership, membership.status(), List.of(role));
    }
  }

  private static final class AddsRole extends PassingLifecycle {
    AddsRole(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public Membership changeRole(Membership membership, RoleSlug role) {
      List<RoleSlug> roles =
          Stream.concat(Stream.of(role), membership.roles().stream()).distinct().toList();
      return fake.dashboard()
          .setRoles(membership.organization(), membership.user(), roles.toArray(RoleSlug[]::new));
    }
  }

  private static final class JoinsAgain extends PassingLifecycle {
    JoinsAgain(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public Membership changeRole(Membership membership, RoleSlug role) {
      fake.removeMember(now(membership));
      return fake.addMember(membership.organization(), membership.user(), role);
    }
  }

  private static final class RemovesInstead extends PassingLifecycle {
    RemovesInstead(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public Membership deactivate(Membership membership) {
      fake.removeMember(membership);
      return with(membership, MembershipStatus.INACTIVE, membership.roles());
    }
  }

  private static final class OwnRole extends PassingLifecycle {
    OwnRole(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public Membership reactivate(Membership membership) {
      return fake.changeRole(fake.reactivate(membership), new RoleSlug("owner"));
    }
  }

  private static final class RefusesDone extends PassingLifecycle {
    RefusesDone(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public Membership deactivate(Membership membership) {
      if (now(membership).status() == MembershipStatus.INACTIVE) {
        throw new Rejected("already_inactive");
      }
      return fake.deactivate(membership);
    }
  }

  private static final class LetsIn extends PassingLifecycle {
    LetsIn(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public Membership reactivate(Membership membership) {
      return now(membership).status() == MembershipStatus.PENDING
          ? fake.addMember(membership.organization(), membership.user(), membership.roles().get(0))
          : fake.reactivate(membership);
    }
  }

  private static final class SaysName extends PassingLifecycle {
    SaysName(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public Organization rename(OrganizationId organization, String name) {
      return fake.findOrganization(organization).isPresent()
          ? fake.rename(organization, name)
          : new Organization(organization, name);
    }
  }

  private static final class EndedIsOutage extends PassingLifecycle {
    EndedIsOutage(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public Membership reactivate(Membership membership) {
      try {
        return fake.reactivate(membership);
      } catch (Rejected ended) {
        throw new Unavailable("404", ended);
      }
    }
  }

  private static final class BlankIsName extends PassingLifecycle {
    BlankIsName(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public Organization rename(OrganizationId organization, String name) {
      return name.isBlank()
          ? new Organization(organization, name)
          : fake.rename(organization, name);
    }
  }

  private static final class DeletesMembers extends PassingLifecycle {
    DeletesMembers(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public void deleteOrganization(OrganizationId organization) {
      fake.listMembers(organization).forEach(fake::removeMember);
    }
  }

  private static final class DeletesOnce extends PassingLifecycle {
    DeletesOnce(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public void deleteOrganization(OrganizationId organization) {
      if (fake.findOrganization(organization).isEmpty()) {
        throw new Rejected("not_found");
      }
      fake.deleteOrganization(organization);
    }
  }

  private static final class OutageIsDone extends PassingLifecycle {
    OutageIsDone(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public void removeMember(Membership membership) {
      try {
        fake.removeMember(membership);
      } catch (Unavailable | Misconfigured outage) {
        // said done
      }
    }
  }

  private static final class OutageIsRefusal extends PassingLifecycle {
    OutageIsRefusal(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public void deleteOrganization(OrganizationId organization) {
      try {
        fake.deleteOrganization(organization);
      } catch (Unavailable outage) {
        throw new Rejected("refused");
      }
    }
  }

  private static final class KeyIsOutage extends PassingLifecycle {
    KeyIsOutage(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public Membership changeRole(Membership membership, RoleSlug role) {
      try {
        return fake.changeRole(membership, role);
      } catch (Misconfigured key) {
        throw new Unavailable("401", key);
      }
    }
  }

  @SuppressWarnings("NullAway") // nulls are what this one is about
  private static final class NullIsNoName extends PassingLifecycle {
    NullIsNoName(FakeIdentityProvider fake) {
      super(fake);
    }

    @Override
    public Organization rename(OrganizationId organization, String name) {
      return fake.rename(organization, name == null ? "none" : name);
    }
  }
}
