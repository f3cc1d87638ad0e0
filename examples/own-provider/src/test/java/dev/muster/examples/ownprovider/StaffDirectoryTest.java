package dev.muster.examples.ownprovider;

import dev.muster.testkit.contract.IdentityProviderContract;
import dev.muster.testkit.contract.LifecycleUnderTest;
import dev.muster.testkit.contract.MemberProfilesContract;
import dev.muster.testkit.contract.OrganizationLifecycleContract;
import dev.muster.testkit.contract.ProfilesUnderTest;
import dev.muster.testkit.contract.ProviderUnderTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The staff directory keeps the contracts of what it implements. */
@Tag("KIT-2")
// @start region=staff-contracts
@Tag("once")
class StaffDirectoryTest {
  @Nested
  class Provider extends IdentityProviderContract {
    @Override
    protected ProviderUnderTest open() {
      return new StaffStage();
    }
  }

  @Nested
  class Lifecycle extends OrganizationLifecycleContract {
    @Override
    protected LifecycleUnderTest open() {
      return new StaffStage();
    }
  }

  @Nested
  class Profiles extends MemberProfilesContract {
    @Override
    protected ProfilesUnderTest open() {
      return new StaffStage();
    }
  }
}
// @end
