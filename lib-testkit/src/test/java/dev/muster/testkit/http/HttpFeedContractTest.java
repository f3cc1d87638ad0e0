package dev.muster.testkit.http;

import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.contract.DirectoryWalkContract;
import dev.muster.testkit.contract.EventSourceContract;
import dev.muster.testkit.contract.EventsUnderTest;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.WalkUnderTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The fake over the wire, as an event feed reads it. */
@Tag("once")
class HttpFeedContractTest {
  @Nested
  class Log_by_cursor extends EventSourceContract {
    @Override
    protected EventsUnderTest open() {
      return stage(ProviderProfile.WORKOS);
    }
  }

  @Nested
  @OptsOut(
      rule = "one_who_joins_again_is_told_under_another_membership_id_than_the_end_before",
      reason = "Keycloak gives a membership no id: it is the pair")
  class Log_by_time extends EventSourceContract {
    @Override
    protected EventsUnderTest open() {
      return stage(ProviderProfile.KEYCLOAK);
    }
  }

  @Nested
  class Walk extends DirectoryWalkContract {
    @Override
    protected WalkUnderTest open() {
      return stage(ProviderProfile.WORKOS);
    }
  }

  private static ServedStage stage(ProviderProfile profile) {
    return new ServedStage(profile, 100);
  }
}
