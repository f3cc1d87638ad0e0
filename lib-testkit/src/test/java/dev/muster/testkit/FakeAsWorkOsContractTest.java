package dev.muster.testkit;

import dev.muster.testkit.contract.AcceptanceUnderTest;
import dev.muster.testkit.contract.AdministrationUnderTest;
import dev.muster.testkit.contract.IdentityProviderContract;
import dev.muster.testkit.contract.InvitationAcceptanceContract;
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

/** The fake in the profile WORKOS. */
class FakeAsWorkOsContractTest {
  @Nested
  @OptsOut(rule = "a_user_without_an_email_is_a_user", reason = "each user of WorkOS has an e-mail")
  class Provider extends IdentityProviderContract {
    @Override
    protected ProviderUnderTest open() {
      return stage(10);
    }
  }

  @Nested
  @OptsOut(rule = "a_user_without_an_email_is_a_user", reason = "each user of WorkOS has an e-mail")
  class Provider_with_pages_of_one extends IdentityProviderContract {
    @Override
    protected ProviderUnderTest open() {
      return stage(1);
    }
  }

  @Nested
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
  class Acceptance extends InvitationAcceptanceContract {
    @Override
    protected AcceptanceUnderTest open() {
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
  class Lifecycle extends OrganizationLifecycleContract {
    @Override
    protected LifecycleUnderTest open() {
      return stage(10);
    }
  }

  @Nested
  @OptsOut(
      rule = "a_member_without_an_email_is_told_as_well",
      reason = "each user of WorkOS has an e-mail")
  class Profiles extends MemberProfilesContract {
    @Override
    protected ProfilesUnderTest open() {
      return stage(10);
    }
  }

  @Nested
  @OptsOut(
      rule = "a_member_without_an_email_is_told_as_well",
      reason = "each user of WorkOS has an e-mail")
  class Profiles_in_batches_of_one extends MemberProfilesContract {
    @Override
    protected ProfilesUnderTest open() {
      return stage(1);
    }
  }

  private static FakeStage stage(int pageSize) {
    return new FakeStage(ProviderProfile.WORKOS, pageSize, Duration.ofMillis(20));
  }
}
