package dev.muster.testkit.http;

import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.contract.IdentityProviderContract;
import dev.muster.testkit.contract.MemberProfilesContract;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.ProfilesUnderTest;
import dev.muster.testkit.contract.ProviderUnderTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The fake over the wire, paged by offset. */
@Tag("once")
class HttpAsClerkContractTest {
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
  class Profiles extends MemberProfilesContract {
    @Override
    protected ProfilesUnderTest open() {
      return stage(10);
    }
  }

  private static ServedStage stage(int pageSize) {
    return new ServedStage(ProviderProfile.CLERK, pageSize);
  }
}
