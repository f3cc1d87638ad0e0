package dev.muster.testkit;

import dev.muster.testkit.contract.AdministrationUnderTest;
import dev.muster.testkit.contract.IdentityProviderContract;
import dev.muster.testkit.contract.InvitationProviderContract;
import dev.muster.testkit.contract.InvitationsUnderTest;
import dev.muster.testkit.contract.LifecycleUnderTest;
import dev.muster.testkit.contract.MemberProfilesContract;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.OrganizationAdministrationContract;
import dev.muster.testkit.contract.OrganizationLifecycleContract;
import dev.muster.testkit.contract.ProfilesUnderTest;
import dev.muster.testkit.contract.ProviderUnderTest;
import dev.muster.testkit.contract.RoleCatalogContract;
import dev.muster.testkit.contract.RoleCatalogUnderTest;
import dev.muster.testkit.contract.SessionProviderContract;
import dev.muster.testkit.contract.SessionsUnderTest;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** The fake in the profile CLERK. */
class FakeAsClerkContractTest {
  @Nested
  @OptsOut(
      rule = "every_status_is_returned_as_it_is",
      of = "PENDING",
      reason = "Clerk knows no pending members, only invitations")
  @OptsOut(
      rule = "every_status_is_returned_as_it_is",
      of = "INACTIVE",
      reason = "Clerk knows no inactive members")
  class Provider extends IdentityProviderContract {
    @Override
    protected ProviderUnderTest open() {
      return stage(10);
    }
  }

  @Nested
  @OptsOut(
      rule = "every_status_is_returned_as_it_is",
      of = "PENDING",
      reason = "Clerk knows no pending members, only invitations")
  @OptsOut(
      rule = "every_status_is_returned_as_it_is",
      of = "INACTIVE",
      reason = "Clerk knows no inactive members")
  class Provider_with_pages_of_one extends IdentityProviderContract {
    @Override
    protected ProviderUnderTest open() {
      return stage(1);
    }
  }

  @Nested
  @OptsOut(
      rule = "adding_who_is_no_active_member_makes_one_or_is_refused_and_never_two",
      of = "PENDING",
      reason = "Clerk knows no pending members, only invitations")
  @OptsOut(
      rule = "adding_who_is_no_active_member_makes_one_or_is_refused_and_never_two",
      of = "INACTIVE",
      reason = "Clerk knows no inactive members")
  class Administration extends OrganizationAdministrationContract {
    @Override
    protected AdministrationUnderTest open() {
      return stage(10);
    }
  }

  @Nested
  class Invitations extends InvitationProviderContract {
    @Override
    protected InvitationsUnderTest open() {
      return stage(10);
    }
  }

  @Nested
  class Sessions extends SessionProviderContract {
    @Override
    protected SessionsUnderTest open() {
      return stage(10);
    }
  }

  @Nested
  class Roles extends RoleCatalogContract {
    @Override
    protected RoleCatalogUnderTest open() {
      return stage(10);
    }
  }

  @Nested
  class Roles_with_pages_of_one extends RoleCatalogContract {
    @Override
    protected RoleCatalogUnderTest open() {
      return stage(1);
    }
  }

  @Nested
  @OptsOut(
      rule = "who_is_no_active_member_is_removed_as_well",
      of = "PENDING",
      reason = "Clerk knows no pending members, only invitations")
  @OptsOut(
      rule = "who_is_no_active_member_is_removed_as_well",
      of = "INACTIVE",
      reason = "Clerk knows no inactive members")
  @OptsOut(
      rule = "a_deactivated_member_is_inactive_until_reactivated_and_keeps_id_and_role",
      reason = "Clerk knows no inactive members")
  @OptsOut(
      rule = "nobody_pending_becomes_active_by_it",
      reason = "Clerk knows no pending members, only invitations")
  class Lifecycle extends OrganizationLifecycleContract {
    @Override
    protected LifecycleUnderTest open() {
      return stage(10);
    }
  }

  @Nested
  class Profiles extends MemberProfilesContract {
    @Override
    protected ProfilesUnderTest open() {
      return stage(10);
    }
  }

  @Nested
  class Profiles_in_batches_of_one extends MemberProfilesContract {
    @Override
    protected ProfilesUnderTest open() {
      return stage(1);
    }
  }

  private static FakeStage stage(int pageSize) {
    return new FakeStage(ProviderProfile.CLERK, pageSize, Duration.ofMillis(20));
  }
}
